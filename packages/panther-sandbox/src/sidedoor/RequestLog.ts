/** How often each operation was asked for. */
export class RequestLog {
  #counts = new Map<string, number>();

  count(operations: string[]): void {
    for (const operation of operations) {
      this.#counts.set(operation, (this.#counts.get(operation) ?? 0) + 1);
    }
  }

  read(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  clear(): void {
    this.#counts.clear();
  }
}
