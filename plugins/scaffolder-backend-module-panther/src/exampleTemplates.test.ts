import { JsonObject } from '@backstage/types';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS_LOGS } from 'panther-test-portal';
import yaml from 'yaml';
import { startScaffolder, Template } from './__testUtils__/startScaffolder';

const FOLDER = join(__dirname, '../../../examples/templates');

const CREATE = 'send-s3-logs-to-panther';
const CHANGE = 'change-s3-source';
const RETIRE = 'retire-log-source';

function readTemplate(name: string): Template {
  return yaml.parse(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8')).spec;
}

/** What the form of the create template gives where nothing special is chosen. */
const bucket = {
  component: 'component:default/web-storefront',
  instance: 'default',
  awsAccountId: '111122223333',
  bucket: 'acme-example-logs',
  label: 'Example logs',
  prefixes: [{ prefix: 'alb/', logTypes: ['AWS.ALB'], excludedPrefixes: [] }],
  logStreamType: 'Auto',
  managedBucketNotifications: true,
};

const rendered = {
  ...bucket,
  roleSuffix: 'example',
  partition: 'aws',
  createNow: false,
};

describe('the example templates', () => {
  let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;

  beforeAll(async () => {
    scaffolder = await startScaffolder(
      Object.fromEntries(
        [CREATE, CHANGE, RETIRE].map(name => [name, readTemplate(name)]),
      ),
      { pantherAwsAccountId: '444455556666' },
    );
  });
  afterAll(() => scaffolder.stop());

  /** What a dry run gives: the titles of its links, and its text. */
  async function dryRun(name: string, values: JsonObject) {
    const { output } = await scaffolder.dryRun(name, values);
    const links: { title: string; url?: string }[] = output.links ?? [];
    return {
      links: links.filter(({ url }) => url),
      titles: links.filter(({ url }) => url).map(({ title }) => title),
      text: String(output.text[0].content),
    };
  }

  it('create a log source with a role that exists, and show its warnings', async () => {
    const { titles, text } = await dryRun(CREATE, {
      ...bucket,
      role: 'existing',
      logProcessingRole:
        'arn:aws:iam::111122223333:role/PantherLogProcessingRole-example',
    });
    expect(titles).toEqual([
      'See it on the component',
      'Open the Panther Console',
    ]);
    expect(text).toContain('KMS key');
    expect(text).not.toContain('```');
  });

  it.each([
    ['terraform', 'aws', 'resource "aws_iam_role"'],
    ['cloudformation', 'aws', 'AWS::IAM::Role'],
    ['terraform', 'aws-us-gov', 'arn:aws-us-gov:iam::444455556666:root'],
    ['cloudformation', 'aws-cn', 'arn:aws-cn:iam::444455556666:root'],
  ])(
    'write a role as %s for %s, to be downloaded, and lead on',
    async (role, partition, content) => {
      const { links, titles, text } = await dryRun(CREATE, {
        ...rendered,
        role,
        partition,
      });
      expect(titles).toEqual([
        'Download the files of the IAM role',
        'Go on once they are applied',
      ]);
      expect(text).toContain(content);
      const url = new URL(links[1]?.url ?? '', 'http://localhost');
      expect(JSON.parse(url.searchParams.get('formData') ?? '')).toEqual({
        ...bucket,
        role: 'existing',
        logProcessingRole: `arn:${partition}:iam::111122223333:role/PantherLogProcessingRole-example`,
      });
    },
  );

  it('create a log source at once with a role that is yet to be applied', async () => {
    const { titles, text } = await dryRun(CREATE, {
      ...rendered,
      role: 'terraform',
      createNow: true,
    });
    expect(titles).toEqual([
      'See it on the component',
      'Open the Panther Console',
      'Download the files of the IAM role',
    ]);
    expect(text).toContain('resource "aws_iam_role"');
  });

  async function changeAccessLogs(changed: { label?: string }) {
    const { settings, revision } = await scaffolder.client.getS3Source({
      instance: 'default',
      integrationId: ACCESS_LOGS,
    });
    const { label, prefixes } = settings;
    return dryRun(CHANGE, {
      change: {
        logSourceRef: ACCESS_LOGS,
        revision: revision ?? '',
        label,
        prefixes,
        ...changed,
      },
    });
  }

  it('change a log source, and say what has changed', async () => {
    const { text } = await changeAccessLogs({ label: 'Checkout logs' });
    expect(text).toMatch(/^- .*Checkout logs/);
  });

  it('say where there is nothing to change', async () => {
    const { text } = await changeAccessLogs({});
    expect(text).toContain('Nothing');
  });

  it('retire a log source for who is sure', async () => {
    const { text } = await dryRun(RETIRE, {
      logSourceRef: `default:${ACCESS_LOGS}`,
      isSure: true,
    });
    expect(text).toContain(`default:${ACCESS_LOGS} is deleted.`);
    await expect(
      dryRun(RETIRE, { logSourceRef: ACCESS_LOGS, isSure: false }),
    ).rejects.toThrow();
  });
});
