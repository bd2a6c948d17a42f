import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import {
  LogSourceRef,
  parseLogSourceRef,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { askBackend } from '../context/askBackend';
import { DRY_RUN_ID } from '../context/dryRunId';
import { findConsoleUrl } from '../context/findConsoleUrl';
import { ActionOptions } from '../context/types';
import { describeField } from '../schema/describeField';
import { logSourceFields } from '../schema/logSourceFields';
import { withTitles } from '../schema/withTitles';
import { describeOutcome } from '../waiting/describeOutcome';
import { EventWait } from '../waiting/EventWait';
import { Pace, WaitOutcome } from '../waiting/types';
import { examples } from './logSourceAwaitEvents.examples';

const DEFAULT_SECONDS = 300;

/** A task that waits keeps a worker of the scaffolder from other tasks. */
const MOST_SECONDS = 900;

const defaultPace: Pace = { lookMs: 5_000, refreshMs: 60_000 };

/** Waits for the first event of a log source; that none came in time is no error. */
export function createLogSourceAwaitEventsAction({
  panther,
  pace = defaultPace,
}: ActionOptions & { pace?: Pace }) {
  return withTitles(
    createTemplateAction({
      id: 'panther:logSource:awaitEvents',
      description:
        'Waits until Panther has received an event of a log source. That none came in time is no error.',
      examples,
      supportsDryRun: true,
      schema: {
        input: {
          logSourceRef: logSourceFields.logSourceRef,
          timeoutSeconds: z =>
            z
              .number()
              .int()
              .min(1)
              .max(MOST_SECONDS)
              .describe(
                describeField({
                  title: 'Patience',
                  description: 'How long to wait at most, in seconds.',
                }),
              )
              .default(DEFAULT_SECONDS)
              .optional(),
        },
        output: {
          logSourceRef: logSourceFields.logSourceRef,
          received: z =>
            z.boolean().describe(
              describeField({
                title: 'Received',
                description: 'Whether Panther has received an event.',
              }),
            ),
          lastEventReceivedAt: z =>
            z
              .string()
              .describe(
                describeField({
                  title: 'Last event',
                  description:
                    'When Panther received the last one, ISO 8601 in UTC.',
                }),
              )
              .optional(),
          status: z =>
            z.string().describe(
              describeField({
                title: 'Status',
                description:
                  'How the log source is doing: healthy, unhealthy, silent or new.',
              }),
            ),
          consoleUrl: logSourceFields.consoleUrl,
          message: z =>
            z.string().describe(
              describeField({
                title: 'Message',
                description: 'How it ended, as a sentence for people.',
              }),
            ),
        },
      },
      async handler(ctx) {
        const ref = parseLogSourceRef(ctx.input.logSourceRef);
        const ended: Ended =
          ctx.isDryRun && ref.integrationId === DRY_RUN_ID
            ? {
                received: false,
                status: 'new',
                consoleUrl: await findConsoleUrl(ctx, {
                  panther,
                  instance: ref.instance,
                }),
                message:
                  'A dry run makes no log source, so there is none to wait for.',
              }
            : describe(await wait(ctx, { panther, pace, ref }));
        ctx.logger.info(ended.message);
        ctx.output('logSourceRef', stringifyLogSourceRef(ref));
        ctx.output('received', ended.received);
        ctx.output('lastEventReceivedAt', ended.lastEventReceivedAt);
        ctx.output('status', ended.status);
        ctx.output('consoleUrl', ended.consoleUrl);
        ctx.output('message', ended.message);
      },
    }),
  );
}

interface Ended {
  received: boolean;
  lastEventReceivedAt?: string;
  status: string;
  consoleUrl?: string;
  message: string;
}

function describe(outcome: WaitOutcome): Ended {
  const { logSource, freshness } = outcome.answer;
  const { lastEventReceivedAt, status } = logSource;
  return {
    received: lastEventReceivedAt !== undefined,
    lastEventReceivedAt,
    status,
    consoleUrl: freshness.consoleUrl,
    message: describeOutcome(outcome),
  };
}

/** A dry run looks once, and does not wait. */
async function wait(
  ctx: Pick<
    ActionContext<{ logSourceRef: string; timeoutSeconds?: number }>,
    'getInitiatorCredentials' | 'input' | 'isDryRun' | 'logger' | 'signal'
  >,
  { panther, pace, ref }: ActionOptions & { pace: Pace; ref: LogSourceRef },
): Promise<WaitOutcome> {
  if (ctx.isDryRun) {
    const answer = await askBackend(ctx, { panther }, (client, options) =>
      client.getLogSource(ref, options),
    );
    return { answer };
  }
  const credentials = await ctx.getInitiatorCredentials();
  const eventWait = new EventWait({
    client: panther.getClient({ credentials }),
    ref,
    logger: ctx.logger,
    pace,
    timeoutSeconds: ctx.input.timeoutSeconds ?? DEFAULT_SECONDS,
  });
  return eventWait.untilReceived(ctx.signal);
}
