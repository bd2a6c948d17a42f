import { describeDuration } from './describeDuration';
import { describeIllness } from './describeIllness';
import { WaitOutcome } from './types';

/** How waiting ended, or that nobody waited, as one sentence for people. */
export function describeOutcome({
  answer: { logSource, freshness },
  waitedSeconds,
  problem,
}: WaitOutcome): string {
  const { label, lastEventReceivedAt, degradedFields } = logSource;
  const panther = `Panther (${freshness.title})`;
  const illness = describeIllness(logSource);
  if (lastEventReceivedAt) {
    return `${panther} receives the events of '${label}', the last one at ${lastEventReceivedAt}${
      illness ? `, though ${illness}` : ''
    }.`;
  }
  const waited =
    waitedSeconds === undefined
      ? 'yet'
      : `after ${describeDuration(waitedSeconds)}`;
  const ignorance =
    problem ??
    freshness.problem?.message ??
    (degradedFields.includes('lastEventReceivedAt')
      ? 'Panther did not tell when it received the last one.'
      : undefined);
  if (ignorance) {
    return `Whether ${panther} has received an event of '${label}' is not known ${waited}: ${ignorance}`;
  }
  return illness
    ? `${panther} has received no event of '${label}' ${waited}, and ${illness}.`
    : `${panther} has received no event of '${label}' ${waited}; the portal will show the first one when it comes.`;
}
