import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatReport } from './report/formatReport';
import { runBenchmark } from './runBenchmark';

/** Where the tests' PostgreSQL is, too. */
const POSTGRES = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      output: {
        type: 'string',
        default: resolvePackagePath('bench', 'bench-result.json'),
      },
    },
  });
  const postgres = process.env[POSTGRES];
  if (!postgres) {
    throw new Error(`${POSTGRES} names no PostgreSQL`);
  }
  const report = await runBenchmark({
    postgres,
    say: line =>
      process.stderr.write(
        `${process.uptime().toFixed(0).padStart(4)} s  ${line}\n`,
      ),
  });
  process.stdout.write(`\n${formatReport(report)}\n`);
  const output = resolve(values.output);
  await writeFile(output, `${JSON.stringify(report, undefined, 2)}\n`);
  process.stderr.write(`\nWritten to ${output}\n`);
  // Figures are what they are; a part that could not be measured is a failure.
  if (report.sections.some(({ broken }) => broken)) {
    process.exitCode = 1;
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
