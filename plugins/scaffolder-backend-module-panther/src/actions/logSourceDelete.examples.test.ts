import { startExamples } from '../__testUtils__/startExamples';
import { examples } from './logSourceDelete.examples';

jest.setTimeout(60_000);

describe('the examples of panther:logSource:delete', () => {
  let scaffolder: Awaited<ReturnType<typeof startExamples>>;

  beforeAll(async () => {
    scaffolder = await startExamples(examples);
  });
  afterAll(() => scaffolder.stop());

  it.each(examples.map(example => [example.description, example] as const))(
    '%s',
    async (_description, example) => {
      await expect(scaffolder.run(example)).resolves.toMatchObject({
        existed: true,
      });
    },
  );
});
