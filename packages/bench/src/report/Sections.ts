import { Figure, Section } from '../types';

/** Collects the parts of a report; one that breaks says so in it, and does not stop the others. */
export class Sections {
  readonly list = new Array<Section>();
  readonly #say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  async add(title: string, measure: () => Promise<Figure[]>): Promise<void> {
    this.#say(`${title}…`);
    try {
      this.list.push({ title, figures: await measure() });
    } catch (error) {
      this.list.push({ title, figures: [], broken: String(error) });
    }
  }
}
