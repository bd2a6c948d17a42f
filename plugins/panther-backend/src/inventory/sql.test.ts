import { inChunks } from './sql';

describe('inChunks', () => {
  it('works through all rows in their order, few at a time', async () => {
    const rows = Array.from({ length: 601 }, (_, index) => index);
    const chunks = new Array<number[]>();
    await inChunks(rows, chunk => {
      chunks.push(chunk);
    });
    expect(chunks.map(chunk => chunk.length)).toEqual([250, 250, 101]);
    expect(chunks.flat()).toEqual(rows);
  });

  it('does one chunk after the other, with a turn for everybody else in between', async () => {
    const said = new Array<string>();
    await inChunks(
      Array.from({ length: 500 }, () => 'row'),
      async () => {
        said.push('begun');
        setImmediate(() => said.push('somebody else'));
        await Promise.resolve();
        said.push('done');
      },
    );
    expect(said).toEqual(['begun', 'done', 'somebody else', 'begun', 'done']);
  });

  it('has nothing to do without rows', async () => {
    const work = jest.fn();
    await inChunks([], work);
    expect(work).not.toHaveBeenCalled();
  });
});
