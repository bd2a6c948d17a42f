import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFile } from 'node:fs/promises';
import { runStep } from '../__testUtils__/runStep';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { parseTerraform } from '../render/__testUtils__/parseTerraform';
import { readArchive } from '../render/__testUtils__/readArchive';
import { readTemplate } from '../render/__testUtils__/readCloudFormationAccess';
import { RenderedFile } from '../render/types';
import { createIamRoleRenderAction } from './iamRoleRender';

type Input = Parameters<
  ReturnType<typeof createIamRoleRenderAction>['handler']
>[0]['input'];

const refunds: Input = {
  format: 'terraform',
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  roleSuffix: 'acme-refund-logs',
};
const roleName = 'PantherLogProcessingRole-acme-refund-logs';

describe('panther:iamRole:render', () => {
  const workspace = createMockDirectory();
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({ pantherAwsAccountId: '012345678901' });
  });
  beforeEach(() => workspace.clear());
  afterAll(() => portal.stop());

  async function render(
    instead: Partial<Input> = {},
    options: {
      isDryRun?: boolean;
      signal?: AbortSignal;
      panther?: Portal['panther'];
    } = {},
  ) {
    const { panther = portal.panther, ...rest } = options;
    const { files, ...outputs } = await runStep(
      createIamRoleRenderAction({ panther }),
      {
        input: { ...refunds, ...instead },
        workspacePath: workspace.path,
        ...rest,
      },
    );
    return {
      roleArn: outputs.roleArn,
      roleName: outputs.roleName,
      archiveUrl: outputs.archiveUrl,
      // The action's schema says so.
      files: files as unknown as RenderedFile[],
    };
  }

  async function trustedIn(files: RenderedFile[]): Promise<string> {
    const { resource } = await parseTerraform(files);
    const [role] = resource.aws_iam_role.panther_log_processing;
    return role.assume_role_policy.Statement[0].Principal.AWS;
  }

  it('writes the role into the workspace, and tells of it', async () => {
    const outputs = await render({ targetPath: 'infra/panther' });
    expect(outputs).toEqual({
      roleArn: `arn:aws:iam::111122223333:role/${roleName}`,
      roleName,
      files: [
        {
          path: 'infra/panther/panther-iam-role.tf',
          content: expect.any(String),
        },
      ],
      archiveUrl: expect.any(String),
    });
    const [file] = outputs.files;
    await expect(
      readFile(workspace.resolve('infra/panther/panther-iam-role.tf'), 'utf8'),
    ).resolves.toBe(file?.content);
  });

  it('gives the files as an archive to download too', async () => {
    const { archiveUrl, files } = await render({ targetPath: 'infra' });
    expect(await readArchive(String(archiveUrl))).toEqual([
      { path: 'panther-iam-role.tf', content: files[0]?.content },
    ]);
  });

  it('lets the AWS account in that is configured for the instance', async () => {
    expect(await trustedIn((await render()).files)).toBe(
      'arn:aws:iam::012345678901:root',
    );
  });

  it('lets the AWS account in that it is given, and does not ask the backend then', async () => {
    const panther = {
      getClient: () => {
        throw new Error('The backend was asked.');
      },
    };
    const { files } = await render(
      { pantherAwsAccountId: '444455556666' },
      { panther },
    );
    expect(await trustedIn(files)).toBe('arn:aws:iam::444455556666:root');
  });

  it('has Panther manage the notifications unless it is told otherwise', async () => {
    const namesIn = async (instead: Partial<Input>) => {
      const { resource } = await parseTerraform((await render(instead)).files);
      return Object.keys(resource.aws_iam_role_policy);
    };
    const managed = 'panther_log_processing_manage_panther_topic';
    expect(await namesIn({})).toContain(managed);
    expect(await namesIn({ notifications: 'managed' })).toContain(managed);
    expect(await namesIn({ notifications: 'none' })).not.toContain(managed);
  });

  it('writes CloudFormation, and the notifications besides, in another partition', async () => {
    const { roleArn, files } = await render({
      format: 'cloudformation',
      partition: 'aws-cn',
      notifications: 'selfManaged',
      region: 'cn-north-1',
      pantherRegion: 'cn-northwest-1',
    });
    expect(roleArn).toBe(`arn:aws-cn:iam::111122223333:role/${roleName}`);
    expect(files.map(({ path }) => path)).toEqual([
      'panther-iam-role.yaml',
      'panther-notifications.yaml',
      'panther-bucket-notification.json',
    ]);
    const { Resources } = readTemplate(files[1]);
    expect(Resources.PantherSubscription.Properties.Endpoint).toBe(
      'arn:aws-cn:sqs:cn-northwest-1:012345678901:panther-input-data-notifications-queue',
    );
  });

  it('takes what a template leaves empty as not given', async () => {
    const empty = {
      instance: '',
      kmsKey: '',
      pantherAwsAccountId: '',
      region: '',
      pantherRegion: '',
      targetPath: '',
    };
    expect(await render(empty)).toEqual(await render());
  });

  it('really renders in a dry run', async () => {
    const outputs = await render({}, { isDryRun: true });
    expect(outputs).toEqual(await render());
    expect(createIamRoleRenderAction(portal).supportsDryRun).toBe(true);
  });

  it('writes the same when the step runs again', async () => {
    expect(await render()).toEqual(await render());
  });

  it('names every field with which something is wrong, and writes nothing', async () => {
    await expect(
      render({
        awsAccountId: '1',
        bucket: 'a"b',
        roleSuffix: '',
        kmsKey: 'alias/logs',
        pantherAwsAccountId: '2',
        notifications: 'selfManaged',
      }),
    ).rejects.toThrow(
      /^awsAccountId: .* bucket: .* roleSuffix: .* kmsKey: .* pantherAwsAccountId: .* region: .* pantherRegion: /,
    );
    expect(workspace.content()).toEqual({});
  });

  it('refuses to write outside of the workspace', async () => {
    await expect(render({ targetPath: '../other' })).rejects.toThrow(
      'targetPath: The files must stay in the workspace of the task',
    );
  });

  it('says which instances there are when it is given none of them', async () => {
    await expect(render({ instance: 'acme' })).rejects.toThrow(
      "instance: There is no Panther instance 'acme'; choose one of default.",
    );
  });

  it('asks the backend as whoever runs the template, and no longer than the task runs', async () => {
    const abort = new AbortController();
    const asked: unknown[] = [];
    const panther: Portal['panther'] = {
      getClient: options => {
        asked.push(options.credentials.principal);
        return portal.panther.getClient(options);
      },
    };
    await render({}, { panther });
    expect(asked).toEqual([
      { type: 'user', userEntityRef: 'user:default/paula' },
    ]);
    abort.abort();
    await expect(render({}, { signal: abort.signal })).rejects.toThrow(
      'The task was cancelled.',
    );
  });

  it('describes every field with a title and a sentence', () => {
    const { schema } = createIamRoleRenderAction(portal);
    for (const side of [schema?.input, schema?.output]) {
      for (const field of Object.values(side?.properties ?? {})) {
        expect(field).toMatchObject({
          title: expect.any(String),
          description: expect.stringMatching(/\.$/),
        });
      }
    }
  });
});

describe('panther:iamRole:render, where the AWS account of Panther is not configured', () => {
  const workspace = createMockDirectory();
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.stop());

  it('names the settings and the field with which it can be given', async () => {
    await expect(
      runStep(createIamRoleRenderAction(portal), {
        input: refunds,
        workspacePath: workspace.path,
      }),
    ).rejects.toThrow(
      /^pantherAwsAccountId: .* app-config .*panther\.awsAccountId or panther\.instances\[\]\.awsAccountId/,
    );
    expect(workspace.content()).toEqual({});
  });
});
