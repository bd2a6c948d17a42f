/**
 * `npm test`: every check and test there is, in stages, all of them even when one
 * fails. `npm test -- --only unit` runs one stage (the option may be given several
 * times); the stages are in ../testing/stages.js.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const {
  StoppedError,
  endWith,
  runProcess,
} = require('../bootstrap/run-process');
const { UserError } = require('../bootstrap/user-error');
const { formatTotals, readCounts } = require('../testing/counts');
const { runStages } = require('../testing/run-stages');
const { stages } = require('../testing/stages');
const { startTestDatabase } = require('../testing/test-database');

// As long as Playwright may need to end its browser and its server.
const STAGE_GRACE_MS = 30_000;

async function main() {
  const chosen = chooseStages(process.argv.slice(2));
  const reports = fs.mkdtempSync(path.join(os.tmpdir(), 'panther-test-'));
  let stopped = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopped = true;
    });
  }

  let database;
  const run = async (stage, onOutput) => {
    let server;
    if (stage.needs === 'database') {
      database ??= startTestDatabase();
      server = await database;
    }
    if (stopped) {
      throw new StoppedError({ code: 1 });
    }
    return runStage(stage, { reports, server, onOutput });
  };
  let results;
  try {
    results = await runStages(chosen, run, text => process.stdout.write(text));
  } finally {
    await (await database)?.stop();
    fs.rmSync(reports, { recursive: true, force: true });
  }

  printTable(results);
  console.log(`\n${formatTotals(results)}`);
  return { code: results.some(({ counts }) => counts.failed > 0) ? 1 : 0 };
}

function chooseStages(args) {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string', multiple: true, default: [] } },
  });
  const names = stages.map(({ name }) => name);
  for (const name of values.only) {
    if (!names.includes(name)) {
      throw new UserError(
        `There is no stage "${name}"; the stages are ${names.join(', ')}.`,
      );
    }
  }
  return stages.filter(
    ({ name }) => values.only.length === 0 || values.only.includes(name),
  );
}

async function runStage(stage, { reports, server, onOutput }) {
  const startedAt = Date.now();
  const report = path.join(reports, `${stage.name}.json`);
  const { code } =
    server && !server.env
      ? { code: 1 }
      : await runProcess(process.execPath, stage.args(report), {
          graceMs: STAGE_GRACE_MS,
          onOutput,
          // Playwright ends its browser and its server on this one only.
          stopSignal: 'SIGINT',
          env: {
            ...process.env,
            // Without it jest would watch for changes and never end.
            CI: process.env.CI ?? '1',
            ...server?.env,
            ...stage.env?.(report),
          },
        });
  return {
    name: stage.name,
    seconds: (Date.now() - startedAt) / 1000,
    counts: readCounts(stage, report, code),
  };
}

function printTable(results) {
  const rows = results.map(({ name, counts, seconds }) => [
    name,
    counts.failed > 0 ? 'FAILED' : 'passed',
    seconds.toFixed(1),
  ]);
  console.log('');
  for (const [name, result, seconds] of [
    ['stage', 'result', 'seconds'],
    ...rows,
  ]) {
    console.log(
      `${name.padEnd(10)} ${result.padEnd(8)} ${seconds.padStart(8)}`,
    );
  }
}

endWith(main());
