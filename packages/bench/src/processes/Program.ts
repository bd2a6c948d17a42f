import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** No process outlives this, whatever happens. */
const LIFETIME_MS = 30 * 60 * 1000;
const STOP_GRACE_MS = 10_000;
const KEPT_OUTPUT = 8_000;

/** A Node process of its own. */
export class Program {
  readonly #name: string;
  readonly #child: ChildProcess;
  #output = '';

  /** @param args - What Node is called with: its own arguments, the file, the file's arguments. */
  static start(
    name: string,
    args: string[],
    options?: { cwd: string },
  ): Program {
    return new Program(
      name,
      spawn(process.execPath, args, {
        ...options,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        timeout: LIFETIME_MS,
        killSignal: 'SIGKILL',
        env: { ...process.env, NODE_ENV: 'production' },
      }),
    );
  }

  private constructor(name: string, child: ChildProcess) {
    this.#name = name;
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', chunk => {
        this.#output = (this.#output + chunk).slice(-KEPT_OUTPUT);
      });
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(message: object): void {
    this.#child.send(message);
  }

  /** The next message that the process sends; the caller knows of what form it is. */
  async receive<T>(timeoutMs: number): Promise<T> {
    const [message] = await this.#whileItRuns(
      signal => once(this.#child, 'message', { signal }),
      timeoutMs,
    );
    return message;
  }

  /** The first match in what the process prints from its start on. */
  async print(pattern: RegExp, timeoutMs: number): Promise<string> {
    return this.#whileItRuns(async signal => {
      for (;;) {
        const match = pattern.exec(this.#output);
        if (match) {
          return match[0];
        }
        await once(this.#child.stdout ?? this.#child, 'data', { signal });
      }
    }, timeoutMs);
  }

  /** Resolves when the process has ended. */
  async stop(): Promise<void> {
    if (this.#hasEnded()) {
      return;
    }
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), STOP_GRACE_MS);
    await ended;
    clearTimeout(force);
  }

  async #whileItRuns<T>(
    wait: (signal: AbortSignal) => Promise<T>,
    timeoutMs: number,
  ): Promise<T> {
    const settled = new AbortController();
    const signal = AbortSignal.any([
      settled.signal,
      AbortSignal.timeout(timeoutMs),
    ]);
    try {
      if (this.#hasEnded()) {
        throw this.#explain('has ended');
      }
      return await Promise.race([
        wait(signal),
        once(this.#child, 'exit', { signal }).then(() => {
          throw this.#explain('ended');
        }),
      ]);
    } catch (error) {
      if (signal.aborted) {
        throw this.#explain(`said nothing for ${timeoutMs} ms`);
      }
      throw error;
    } finally {
      settled.abort();
    }
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #explain(what: string): Error {
    return new Error(`The ${this.#name} ${what}:\n${this.#output}`);
  }
}
