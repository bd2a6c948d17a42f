/** What has to be undone at the end, whatever happened; the last thing first. */
export class Cleanups {
  readonly #steps = new Array<() => Promise<unknown>>();

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  /** Has a process stopped at the end. */
  stopping<T extends { stop(): Promise<void> }>(program: T): T {
    this.add(() => program.stop());
    return program;
  }

  /** @throws what the first step that failed threw, after all the others. */
  async run(): Promise<void> {
    const errors = new Array<unknown>();
    for (const step of this.#steps.splice(0).reverse()) {
      await step().catch(error => errors.push(error));
    }
    if (errors.length) {
      throw errors[0];
    }
  }
}
