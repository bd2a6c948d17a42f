import { startExamples } from '../__testUtils__/startExamples';
import { examples } from './iamRoleRender.examples';

jest.setTimeout(60_000);

describe('the examples of panther:iamRole:render', () => {
  let scaffolder: Awaited<ReturnType<typeof startExamples>>;

  beforeAll(async () => {
    scaffolder = await startExamples(examples, {
      pantherAwsAccountId: '012345678901',
    });
  });
  afterAll(() => scaffolder.stop());

  it.each(examples.map(example => [example.description, example] as const))(
    '%s',
    async (_description, example) => {
      await expect(scaffolder.run(example)).resolves.toMatchObject({
        roleArn:
          'arn:aws:iam::111122223333:role/PantherLogProcessingRole-acme-refund-logs',
        archiveUrl: expect.stringMatching(/^data:application\/zip;base64,/),
      });
    },
  );

  it('show their files in a dry run of a template', async () => {
    const { directoryContents, output } = await scaffolder.dryRun('example-0');
    const [file] = output.of.files;
    expect(directoryContents).toEqual([
      {
        path: 'infra/panther/panther-iam-role.tf',
        base64Content: Buffer.from(file.content).toString('base64'),
        executable: false,
      },
    ]);
  });
});
