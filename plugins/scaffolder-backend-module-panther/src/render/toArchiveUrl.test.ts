import { readArchive } from './__testUtils__/readArchive';
import { toArchiveUrl } from './toArchiveUrl';

describe('toArchiveUrl', () => {
  const files = [
    { path: 'panther-iam-role.tf', content: '# Ünïcode\n'.repeat(100) },
    { path: 'empty.json', content: '' },
  ];

  it('holds the files as a ZIP archive', async () => {
    expect(await readArchive(await toArchiveUrl(files))).toEqual(files);
  });

  it('is the same for the same files, whenever it is made', async () => {
    jest.useFakeTimers({
      now: new Date('2030-05-05T05:05:05Z'),
      doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'],
    });
    const later = await toArchiveUrl(files);
    jest.useRealTimers();
    expect(await toArchiveUrl(files)).toBe(later);
  });
});
