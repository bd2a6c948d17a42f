import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';
import { Program } from './Program';

const START_LIMIT_MS = 60_000;

export const SANDBOX_TOKEN = 'sandbox-token';
export const SANDBOX_SOURCES = 10_000;

/** The sandbox as `npm run sandbox` starts it. */
export class Sandbox {
  readonly #program: Program;
  readonly url: string;

  static async start(options: { latencyMs: number }): Promise<Sandbox> {
    const program = Program.start('sandbox', [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      resolvePackagePath('panther-sandbox', 'src', 'command.ts'),
      ...['--port', '0'],
      ...['--sources', String(SANDBOX_SOURCES)],
      ...['--latency', String(options.latencyMs)],
      ...['--token', SANDBOX_TOKEN],
    ]);
    return new Sandbox(
      program,
      await program.print(/http:\/\/[\d.]+:\d+/, START_LIMIT_MS),
    );
  }

  private constructor(program: Program, url: string) {
    this.#program = program;
    this.url = url;
  }

  /** The most memory there ever was; only Linux tells that of another process. */
  async peakResidentBytes(): Promise<number | undefined> {
    if (process.platform !== 'linux') {
      return undefined;
    }
    const status = await readFile(`/proc/${this.#program.pid}/status`, 'utf8');
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kib === undefined ? undefined : Number(kib) * 1024;
  }

  stop(): Promise<void> {
    return this.#program.stop();
  }
}
