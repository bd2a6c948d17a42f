import { rm } from 'node:fs/promises';
import {
  createComponents,
  createPeople,
  SOURCES_PER_TAB,
} from './catalog/createCatalog';
import { measureLinkIndex } from './figures/linkIndex';
import { measureMemory } from './figures/memory';
import { measureOutage } from './figures/outage';
import { EXACTLY_A_SECOND, openPortal } from './figures/Portal';
import { measureProxy } from './figures/proxy';
import { measureQuestions } from './figures/questions';
import { measureRefresh } from './figures/refresh';
import { measureSandbox } from './figures/sandbox';
import { measureStart } from './figures/start';
import { measureTabs, TabTimes } from './figures/tabs';
import { measureUpstream, REFRESH_SECONDS } from './figures/upstream';
import { Backend } from './processes/Backend';
import { buildPackages } from './processes/buildPackages';
import { Cleanups } from './processes/Cleanups';
import { Databases } from './processes/Databases';
import { Sandbox, SANDBOX_TOKEN } from './processes/Sandbox';
import { describeMachine, Report } from './report/Report';
import { Sections } from './report/Sections';
import { listSources } from './upstream/listSources';
import { Relay } from './upstream/Relay';
import { Pauses } from './viewers/types';
import { Viewers } from './viewers/Viewers';

const LATENCY_MS = 300;
// A refresh period, so that there is as much of refreshes in it as in the life of a portal.
const TABS = { durationMs: 300_000 };
const EXACT_TABS = { durationMs: 120_000, pauses: EXACTLY_A_SECOND };
const LINK_INDEX_TABLES = ['links', 'entity_owners', 'catalog_aws_accounts'];

/**
 * Measures everything, one thing after the other. A part that breaks is part of the report, and the
 * others go on.
 *
 * @param options - `postgres` is the URL of a running server, `say` gets a line for each step.
 */
export async function runBenchmark({
  postgres,
  say,
}: {
  postgres: string;
  say: (line: string) => void;
}): Promise<Report> {
  const startedAt = new Date();
  const sections = new Sections(say);
  const cleanups = new Cleanups();
  try {
    const databases = new Databases(postgres);
    cleanups.add(() => databases.dropAll());
    const machine = describeMachine(await databases.version());
    const place = await buildPackages();
    cleanups.add(() => rm(place.folder, { recursive: true }));

    await sections.add('The sandbox itself, without latency', measureSandbox);
    await sections.add('Start', () => measureStart(place, databases));

    const sandbox = cleanups.stopping(
      await Sandbox.start({ latencyMs: LATENCY_MS }),
    );
    const relay = await Relay.start(sandbox.url);
    cleanups.add(() => relay.close());
    const setting = { ...place, panther: relay.url, proxied: sandbox.url };
    await sections.add('Memory', () => measureMemory(setting, databases));

    const sources = await listSources(sandbox.url, SANDBOX_TOKEN);
    const database = await databases.create();
    const viewers = cleanups.stopping(Viewers.start(place.modules));
    const options = {
      ...setting,
      database: database.config,
      entities: [...createPeople(), ...createComponents(sources)],
    };
    const open = async (refreshSeconds?: number) => {
      const backend = cleanups.stopping(
        await Backend.start({ ...options, refreshSeconds }),
      );
      return openPortal({ backend, relay, viewers });
    };
    say('The portal, with a catalog of 5,000 components…');
    const portal = await open();

    let ours: TabTimes | undefined;
    await sections.add('A tab of ten log sources', async () => {
      const measured = await measureTabs(portal, TABS);
      ours = measured.ours;
      return measured.figures;
    });
    let oursExactly: TabTimes | undefined;
    await sections.add(
      'A tab, if everybody pauses for exactly a second',
      async () => {
        const measured = await measureTabs(portal, EXACT_TABS);
        oursExactly = measured.ours;
        return measured.figures;
      },
    );
    await sections.add('GET /log-sources', () =>
      measureQuestions(portal, sources),
    );
    await portal.backend.stop();

    say(
      `The same portal, which reads Panther every ${REFRESH_SECONDS} seconds…`,
    );
    const eager = await open(REFRESH_SECONDS);
    await sections.add('What Panther is asked while everybody looks', () =>
      measureUpstream(eager),
    );
    await sections.add('A refresh of 10,000 log sources', () =>
      measureRefresh(eager),
    );
    await sections.add('The link index of 5,000 components', () =>
      measureLinkIndex(eager, () =>
        database.empty('panther', LINK_INDEX_TABLES),
      ),
    );
    const usualWay = (times: TabTimes | undefined, pauses?: Pauses) => {
      if (!times) {
        throw new Error('There is nothing of ours to compare with');
      }
      const ids = sources.slice(0, SOURCES_PER_TAB).map(({ id }) => id);
      return measureProxy(eager, ids, { ours: times, pauses });
    };
    await sections.add('The usual plugin way', async () => usualWay(ours));
    await sections.add(
      'The usual plugin way, if everybody pauses for exactly a second',
      async () => usualWay(oursExactly, EXACTLY_A_SECOND),
    );
    await sections.add('A tab while the sandbox is stopped', async () => {
      await sandbox.stop();
      return measureOutage(eager);
    });

    return {
      startedAt: startedAt.toISOString(),
      seconds: Math.round((Date.now() - startedAt.getTime()) / 1000),
      machine,
      sections: sections.list,
    };
  } finally {
    await cleanups.run();
  }
}
