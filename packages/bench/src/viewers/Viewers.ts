import { join } from 'node:path';
import { Program } from '../processes/Program';
import { Sample } from '../types';
import { ViewersAnswer, ViewingPlan, ViewingResult } from './types';

/** The people who look, in a process of their own, so that they take no time from the backend's. */
export class Viewers {
  readonly #program: Program;

  static start(modules: string): Viewers {
    return new Viewers(
      Program.start('viewers', [join(modules, 'viewers', 'main.js')]),
    );
  }

  private constructor(program: Program) {
    this.#program = program;
  }

  /** Lets them look, and tells failures too. */
  async run(plan: ViewingPlan): Promise<ViewingResult> {
    const answered = this.#program.receive<ViewersAnswer>(
      plan.durationMs + 2 * plan.timeoutMs,
    );
    this.#program.send(plan);
    const answer = await answered;
    if ('error' in answer) {
      throw new Error(`The viewers failed: ${answer.error}`);
    }
    return answer.result;
  }

  /** @throws when a view failed, since what is left then measures something else. */
  async look(plan: ViewingPlan): Promise<Sample[]> {
    const { samples, failures } = await this.run(plan);
    const [failure] = Object.entries(failures);
    if (failure) {
      throw new Error(`${failure[1]} views failed: ${failure[0]}`);
    }
    return samples;
  }

  stop(): Promise<void> {
    return this.#program.stop();
  }
}
