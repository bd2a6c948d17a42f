import { Sections } from './Sections';

describe('Sections', () => {
  it('goes on after a part that broke, and says so', async () => {
    const said = new Array<string>();
    const sections = new Sections(line => said.push(line));
    await sections.add('first', async () => {
      throw new Error('out of luck');
    });
    await sections.add('second', async () => [
      { name: 'p95', value: 1, unit: 'ms' },
    ]);

    expect(said).toEqual(['first…', 'second…']);
    expect(sections.list).toEqual([
      { title: 'first', figures: [], broken: 'Error: out of luck' },
      { title: 'second', figures: [{ name: 'p95', value: 1, unit: 'ms' }] },
    ]);
  });
});
