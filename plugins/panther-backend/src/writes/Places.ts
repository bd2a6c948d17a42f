/** A number of places, each for one piece of work at a time, taken in the order of asking. */
export class Places {
  #free: number;
  /** A set keeps the order in which they came, and lets those that give up leave. */
  readonly #waiting = new Set<() => void>();

  constructor(places: number) {
    this.#free = places;
  }

  /**
   * Resolves to what the work resolves to. Rejects with what `tooLate` makes, without having begun,
   * where no place is free until `endsAt`, on the clock of `performance.now()`.
   */
  async use<T>(
    work: () => Promise<T>,
    options: { endsAt: number; tooLate: () => Error },
  ): Promise<T> {
    if (!(await this.#take(options.endsAt))) {
      throw options.tooLate();
    }
    try {
      return await work();
    } finally {
      this.#give();
    }
  }

  #take(endsAt: number): Promise<boolean> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(true);
    }
    return new Promise(resolve => {
      const come = () => resolve(true);
      this.#waiting.add(come);
      // Who has come by then is not among the waiting any more.
      setTimeout(() => {
        if (this.#waiting.delete(come)) {
          resolve(false);
        }
      }, endsAt - performance.now()).unref();
    });
  }

  #give(): void {
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      next();
    } else {
      this.#free += 1;
    }
  }
}
