import { LogSource } from 'backstage-plugin-panther-common';
import {
  asOf,
  accessLogs,
  answer,
  inventoryOf,
  linksOf,
} from './__testUtils__/entityOfAnnotation';

describe('a link that is not found', () => {
  it('is gone when Panther had the log source, with what was last known of it', async () => {
    const gone: LogSource = { ...accessLogs, status: 'gone' };
    const inventory = inventoryOf({
      default: answer({ logSources: new Map([['access-logs', gone]]) }),
    });
    await expect(linksOf('access-logs', inventory)).resolves.toEqual([
      expect.objectContaining({
        state: 'gone',
        logSource: gone,
        message:
          'Panther (Acme Security) has this log source no more: it has been deleted there.',
      }),
    ]);
  });

  it('is hidden when the caller may not see the log source, whatever else is known of it', async () => {
    const inventory = inventoryOf({
      default: answer({
        hidden: new Set(['access-logs']),
        unusable: new Map([['access-logs', 'isHealthy is wrong']]),
      }),
    });
    await expect(linksOf('access-logs', inventory)).resolves.toEqual([
      expect.objectContaining({
        logSourceRef: 'default:access-logs',
        state: 'hidden',
      }),
    ]);
  });

  it('is unknown when Panther has no such log source', async () => {
    await expect(
      linksOf('gone', inventoryOf({ default: answer() })),
    ).resolves.toEqual([
      expect.objectContaining({
        state: 'unknown',
        message:
          'Panther (Acme Security) has no log source with this id: the id is mistyped, or it was deleted long ago.',
      }),
    ]);
  });

  it('is unknown with less certainty while Panther cannot be read', async () => {
    const stale = answer({
      freshness: {
        instance: 'default',
        title: 'Acme Security',
        asOf,
        stale: true,
        problem: { code: 'unreachable', message: 'Panther is down.' },
      },
    });
    await expect(
      linksOf('made-since', inventoryOf({ default: stale })),
    ).resolves.toEqual([
      expect.objectContaining({
        state: 'unknown',
        message:
          'Panther (Acme Security) had no log source with this id when it was last read.',
      }),
    ]);
  });

  it('is unknown when it names an instance that is not configured', async () => {
    await expect(
      linksOf('mars:a', inventoryOf({ eu: answer(), us: answer() })),
    ).resolves.toEqual([
      expect.objectContaining({
        state: 'unknown',
        message:
          "No Panther instance is called 'mars' here. Write the ref as <instance>:<id>; the instances are eu, us.",
      }),
    ]);
  });

  it('is unavailable while Panther has never been read, and says why', async () => {
    const never = answer({
      freshness: {
        instance: 'default',
        title: 'Acme Security',
        stale: true,
        problem: { code: 'unreachable', message: 'Panther is down.' },
      },
    });
    await expect(
      linksOf('access-logs', inventoryOf({ default: never })),
    ).resolves.toEqual([
      expect.objectContaining({
        state: 'unavailable',
        message: 'Panther is down.',
      }),
    ]);
  });

  it('is unavailable when its row cannot be read', async () => {
    const inventory = inventoryOf({
      default: answer({
        unusable: new Map([['access-logs', 'isHealthy is wrong']]),
      }),
    });
    await expect(linksOf('access-logs', inventory)).resolves.toEqual([
      expect.objectContaining({
        state: 'unavailable',
        message: 'isHealthy is wrong',
      }),
    ]);
  });
});
