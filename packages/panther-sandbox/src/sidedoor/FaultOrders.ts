import type { Fault } from '../types';

/** The faults that wait for their requests, in the order in which they were given. */
export class FaultOrders {
  #waiting: { fault: Fault; left: number }[] = [];

  order(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** The first fault that fits the request, used up by one. */
  take(operations: string[], path: string): Fault | undefined {
    const entry = this.#waiting.find(({ fault }) =>
      fits(fault, operations, path),
    );
    if (!entry) {
      return undefined;
    }
    entry.left -= 1;
    if (entry.left < 1) {
      this.#waiting = this.#waiting.filter(other => other !== entry);
    }
    return entry.fault;
  }

  clear(): void {
    this.#waiting = [];
  }
}

function fits(fault: Fault, operations: string[], path: string): boolean {
  const { operation, path: wanted } = fault;
  return (
    (operation === undefined || operations.includes(operation)) &&
    (wanted === undefined || path === wanted || path.startsWith(`${wanted}/`))
  );
}
