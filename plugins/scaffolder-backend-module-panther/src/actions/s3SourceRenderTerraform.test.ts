import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFile } from 'node:fs/promises';
import { refundLogs } from '../__testUtils__/refundLogs';
import { runStep } from '../__testUtils__/runStep';
import { parseTerraform } from '../render/__testUtils__/parseTerraform';
import { readArchive } from '../render/__testUtils__/readArchive';
import { RenderedFile } from '../render/types';
import { createS3SourceRenderTerraformAction } from './s3SourceRenderTerraform';

type Input = Parameters<
  ReturnType<typeof createS3SourceRenderTerraformAction>['handler']
>[0]['input'];

describe('panther:s3Source:renderTerraform', () => {
  const workspace = createMockDirectory();
  const action = createS3SourceRenderTerraformAction();

  beforeEach(() => workspace.clear());

  async function render(
    instead: Partial<Input> = {},
    options: { isDryRun?: boolean } = {},
  ) {
    const { files, archiveUrl } = await runStep(action, {
      input: { ...refundLogs, ...instead },
      workspacePath: workspace.path,
      ...options,
    });
    // The action's schema says so.
    return { archiveUrl, files: files as unknown as RenderedFile[] };
  }

  it('writes the log source into the workspace, with what was left out', async () => {
    const { files } = await render({ targetPath: 'infra' });
    expect(files.map(({ path }) => path)).toEqual([
      'infra/panther-s3-source-refund_logs.tf',
      'infra/panther-provider.tf',
    ]);
    for (const { path, content } of files) {
      await expect(readFile(workspace.resolve(path), 'utf8')).resolves.toBe(
        content,
      );
    }
    const { resource } = await parseTerraform(files);
    expect(resource.panther_s3_source.refund_logs).toEqual([
      {
        name: 'Refund logs',
        aws_account_id: '111122223333',
        bucket_name: 'acme-refund-logs',
        log_processing_role_arn:
          'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
        log_stream_type: 'Auto',
        panther_managed_bucket_notifications_enabled: true,
        prefix_log_types: [
          { prefix: '', log_types: [], excluded_prefixes: [] },
        ],
      },
    ]);
  });

  it('gives the files as an archive to download too', async () => {
    const { archiveUrl, files } = await render();
    expect(await readArchive(String(archiveUrl))).toEqual(files);
  });

  it('calls the resource as it is told', async () => {
    const { files } = await render({ resourceName: 'refunds' });
    expect(files[0]?.path).toBe('panther-s3-source-refunds.tf');
    const { resource } = await parseTerraform(files);
    expect(Object.keys(resource.panther_s3_source)).toEqual(['refunds']);
  });

  it('really renders in a dry run', async () => {
    expect(await render({}, { isDryRun: true })).toEqual(await render());
    expect(action.supportsDryRun).toBe(true);
  });

  it.each<[string, Partial<Input>]>([
    ['label', { label: 'Refund "logs"' }],
    ['awsAccountId', { awsAccountId: '1' }],
    ['bucket', { bucket: 's3://acme' }],
    ['logProcessingRole', { logProcessingRole: 'PantherRole' }],
    ['kmsKey', { kmsKey: 'alias/logs' }],
    ['logStreamType', { logStreamType: 'Csv' }],
    [
      'logStreamTypeOptions.xmlRootElement',
      { logStreamTypeOptions: { xmlRootElement: 'a' } },
    ],
    ['prefixes.0.prefix', { prefixes: [{ prefix: '/alb' }] }],
    ['prefixes.0.prefix', { prefixes: [{ prefix: 'a\nb' }] }],
    ['prefixes.0.prefix', { prefixes: [{ prefix: 'cafe\u0301' }] }],
    ['prefixes.0.logTypes.0', { prefixes: [{ logTypes: [''] }] }],
    ['resourceName', { resourceName: '../x' }],
    ['targetPath', { targetPath: '..' }],
  ])('names %s when something is wrong with it (%j)', async (field, wrong) => {
    await expect(render(wrong)).rejects.toThrow(new RegExp(`^${field}: `));
    expect(workspace.content()).toEqual({});
  });

  it('describes every field with a title and a sentence', () => {
    for (const side of [action.schema?.input, action.schema?.output]) {
      for (const field of Object.values(side?.properties ?? {})) {
        expect(field).toMatchObject({
          title: expect.any(String),
          description: expect.stringMatching(/\.$/),
        });
      }
    }
  });
});
