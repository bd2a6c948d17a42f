import { createMockDirectory } from '@backstage/backend-test-utils';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bucketAccessCases } from './__testUtils__/bucketAccessCases';
import { renderBucketAccessTerraform } from './renderBucketAccessTerraform';
import { renderS3SourceTerraform } from './renderS3SourceTerraform';
import { RenderedFile } from './types';

const TIME_LIMIT_MS = 120_000;

const FORMAT_CHECK = ['fmt', '-check', '-diff', '-recursive'];

/** Texts with whatever needs escaping. */
const TEXTS = ['${a}', '%{b}', '$${c}', '$$${d}', '"\\\n\t\r', '\u202e', '$'];

// The provider of AWS is so large that it should be downloaded once.
const providers = join(tmpdir(), 'panther-terraform-providers');
mkdirSync(providers, { recursive: true });

function terraform(folder: string, args: string[], input?: string) {
  const { status, stdout, stderr, error } = spawnSync('terraform', args, {
    cwd: folder,
    encoding: 'utf8',
    input,
    timeout: TIME_LIMIT_MS,
    env: {
      TF_PLUGIN_CACHE_DIR: providers,
      ...process.env,
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    },
  });
  return { status, stdout, text: error?.message ?? `${stdout}${stderr}` };
}

/** A test, or one that is skipped and says why. */
function itUnless(
  reason: string | undefined,
  name: string,
  test: () => void,
): void {
  if (reason) {
    // eslint-disable-next-line jest/no-disabled-tests, jest/expect-expect
    it.skip(`${name} (skipped: ${reason})`, test);
  } else {
    // eslint-disable-next-line jest/expect-expect, jest/valid-title
    it(name, test, TIME_LIMIT_MS);
  }
}

function toContents(files: RenderedFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

const sourceFiles = renderS3SourceTerraform({
  resourceName: 'refund_logs',
  source: {
    label: 'Refund "logs"',
    awsAccountId: '011122223333',
    bucket: 'acme-refund-logs',
    logProcessingRole: 'arn:aws:iam::011122223333:role/PantherRefunds',
    logStreamType: 'XML',
    logStreamTypeOptions: { xmlRootElement: 'events' },
    managedBucketNotifications: true,
    prefixes: [
      { prefix: 'a/', logTypes: TEXTS, excludedPrefixes: ['a/b'] },
      { prefix: '', logTypes: [], excludedPrefixes: [] },
    ],
  },
});

describe('the terraform command', () => {
  // Every way to access a bucket, each a module of one configuration.
  const accesses = createMockDirectory();
  accesses.setContent({
    'main.tf': bucketAccessCases
      .map((_, index) => `module "m${index}" {\n  source = "./m${index}"\n}\n`)
      .join('\n'),
    ...Object.fromEntries(
      bucketAccessCases.map(({ access }, index) => [
        `m${index}`,
        toContents(renderBucketAccessTerraform(access)),
      ]),
    ),
  });
  const source = createMockDirectory();
  const empty = createMockDirectory();
  empty.setContent({});
  source.setContent(toContents(sourceFiles));

  const noCommand =
    terraform('.', ['version']).status === 0
      ? undefined
      : 'there is no terraform on the PATH';
  const findWhyNotReady = (folder: string, provider: string) =>
    terraform(folder, ['init', '-backend=false']).status === 0
      ? undefined
      : `Terraform cannot get the provider ${provider} here`;

  function expectNothingToFormat() {
    for (const { path } of [accesses, source]) {
      // What it says of the machine's own settings goes to the other stream.
      const { status, stdout } = terraform(path, FORMAT_CHECK);
      expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    }
  }

  function expectTextsToBeRead() {
    const literals = / {4}log_types += (.*)/.exec(
      sourceFiles[0]?.content ?? '',
    );
    const { stdout } = terraform(
      empty.path,
      ['console'],
      `base64encode(jsonencode(${literals?.[1]}))\n`,
    );
    const json = Buffer.from(JSON.parse(stdout), 'base64').toString();
    expect(JSON.parse(json)).toEqual(TEXTS);
  }

  function expectValid(folder: string) {
    expect(terraform(folder, ['validate']).text).toContain(
      'The configuration is valid',
    );
  }

  itUnless(noCommand, 'has nothing to format', expectNothingToFormat);

  itUnless(
    noCommand,
    'reads literals as the texts that they stand for',
    expectTextsToBeRead,
  );

  itUnless(
    noCommand ?? findWhyNotReady(accesses.path, 'hashicorp/aws'),
    'finds every access to a bucket valid',
    () => expectValid(accesses.path),
  );

  itUnless(
    noCommand ?? findWhyNotReady(source.path, 'panther-labs/panther'),
    'finds a log source valid',
    () => expectValid(source.path),
  );
});
