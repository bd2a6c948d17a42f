import { startExamples } from '../__testUtils__/startExamples';
import { examples } from './s3SourceRenderTerraform.examples';

jest.setTimeout(60_000);

describe('the examples of panther:s3Source:renderTerraform', () => {
  let scaffolder: Awaited<ReturnType<typeof startExamples>>;

  beforeAll(async () => {
    scaffolder = await startExamples(examples);
  });
  afterAll(() => scaffolder.stop());

  it.each(examples.map(example => [example.description, example] as const))(
    '%s',
    async (_description, example) => {
      await expect(scaffolder.run(example)).resolves.toMatchObject({
        files: [
          { content: expect.stringContaining('"panther_s3_source"') },
          { content: expect.stringContaining('"panther-labs/panther"') },
        ],
        archiveUrl: expect.stringMatching(/^data:application\/zip;base64,/),
      });
    },
  );
});
