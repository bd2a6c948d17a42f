import { startExamples } from '../__testUtils__/startExamples';
import { examples as iamRoleRender } from './iamRoleRender.examples';
import { examples as logSourceAwaitEvents } from './logSourceAwaitEvents.examples';
import { examples as logSourceDelete } from './logSourceDelete.examples';
import { examples as logSourceLink } from './logSourceLink.examples';
import { examples as s3SourceCreate } from './s3SourceCreate.examples';
import { examples as s3SourceRenderTerraform } from './s3SourceRenderTerraform.examples';
import { examples as s3SourceUpdate } from './s3SourceUpdate.examples';

/** The examples of each action, and what they give. */
const actions = [
  {
    id: 'panther:iamRole:render',
    examples: iamRoleRender,
    output: {
      roleArn:
        'arn:aws:iam::111122223333:role/PantherLogProcessingRole-acme-refund-logs',
      archiveUrl: expect.stringMatching(/^data:application\/zip;base64,/),
    },
  },
  {
    id: 'panther:logSource:awaitEvents',
    examples: logSourceAwaitEvents,
    output: { received: true },
  },
  {
    id: 'panther:logSource:delete',
    examples: logSourceDelete,
    output: { existed: true },
  },
  {
    id: 'panther:logSource:link',
    examples: logSourceLink,
    output: { entityRef: 'component:default/web-storefront' },
  },
  {
    id: 'panther:s3Source:create',
    examples: s3SourceCreate,
    output: { integrationId: expect.anything(), consoleUrl: expect.anything() },
  },
  {
    id: 'panther:s3Source:renderTerraform',
    examples: s3SourceRenderTerraform,
    output: {
      files: [
        { content: expect.stringContaining('"panther_s3_source"') },
        { content: expect.stringContaining('"panther-labs/panther"') },
      ],
      archiveUrl: expect.stringMatching(/^data:application\/zip;base64,/),
    },
  },
  {
    id: 'panther:s3Source:update',
    examples: s3SourceUpdate,
    output: { changes: expect.arrayContaining([expect.any(String)]) },
  },
];

describe('the examples of', () => {
  let scaffolder: Awaited<ReturnType<typeof startExamples>>;

  beforeAll(async () => {
    scaffolder = await startExamples(
      actions.flatMap(({ examples }) => examples),
      { pantherAwsAccountId: '012345678901' },
    );
  });
  afterAll(() => scaffolder.stop());

  it.each(
    actions.flatMap(({ id, examples, output }) =>
      examples.map(
        example => [id, example.description, example, output] as const,
      ),
    ),
  )('%s %s', async (_id, _description, example, output) => {
    await expect(scaffolder.run(example)).resolves.toMatchObject(output);
  });

  it('panther:iamRole:render show their files in a dry run of a template', async () => {
    const [example] = iamRoleRender;
    const { directoryContents, output } = await scaffolder.dryRun(example!);
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
