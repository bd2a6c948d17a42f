import { createS3SourceCreateAction } from '../actions/s3SourceCreate';
import { createRefundLogs } from './refundLogs';
import { runStep } from './runStep';
import { Portal } from './startPortal';

/** How often an action that waits for events looks, and has Panther read, in a test. */
export const pace = { lookMs: 20, refreshMs: 200 };

/** Creates a log source that has no event, for one test alone. */
export async function createSilentSource(portal: Portal) {
  const input = createRefundLogs();
  const { logSourceRef } = await runStep(createS3SourceCreateAction(portal), {
    input,
  });
  return { label: input.label, logSourceRef: String(logSourceRef) };
}

/** Gives a logger, and the lines that are written to it. */
export function readLog() {
  const lines: string[] = [];
  const add = (line: string) => {
    lines.push(line);
  };
  return { lines, logger: { info: add, warn: add, error: add } };
}
