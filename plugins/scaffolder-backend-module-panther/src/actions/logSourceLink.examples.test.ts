import { startExamples } from '../__testUtils__/startExamples';
import { examples } from './logSourceLink.examples';

jest.setTimeout(60_000);

describe('the examples of panther:logSource:link', () => {
  let scaffolder: Awaited<ReturnType<typeof startExamples>>;

  beforeAll(async () => {
    scaffolder = await startExamples(examples);
  });
  afterAll(() => scaffolder.stop());

  it.each(examples.map(example => [example.description, example] as const))(
    '%s',
    async (_description, example) => {
      await expect(scaffolder.run(example)).resolves.toMatchObject({
        entityRef: 'component:default/web-storefront',
      });
    },
  );
});
