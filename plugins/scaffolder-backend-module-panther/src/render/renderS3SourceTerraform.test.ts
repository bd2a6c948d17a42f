import { S3SourceInput } from 'backstage-plugin-panther-common';
import fc from 'fast-check';
import { findUnformatted } from './__testUtils__/findUnformatted';
import { parseTerraform } from './__testUtils__/parseTerraform';
import { renderS3SourceTerraform } from './renderS3SourceTerraform';

const refundLogs: S3SourceInput = {
  label: 'Refund logs',
  awsAccountId: '011122223333',
  bucket: 'acme-refund-logs',
  logProcessingRole:
    'arn:aws:iam::011122223333:role/PantherLogProcessingRole-acme-refund-logs',
  logStreamType: 'Auto',
  managedBucketNotifications: true,
  prefixes: [
    {
      prefix: 'alb/',
      logTypes: ['AWS.ALB'],
      excludedPrefixes: ['alb/healthcheck/'],
    },
    { prefix: '', logTypes: [], excludedPrefixes: [] },
  ],
};

/** The attributes of https://registry.terraform.io/providers/panther-labs/panther/latest/docs/resources/s3_source */
const refundLogsInTerraform = {
  name: 'Refund logs',
  aws_account_id: '011122223333',
  bucket_name: 'acme-refund-logs',
  log_processing_role_arn:
    'arn:aws:iam::011122223333:role/PantherLogProcessingRole-acme-refund-logs',
  log_stream_type: 'Auto',
  panther_managed_bucket_notifications_enabled: true,
  prefix_log_types: [
    {
      prefix: 'alb/',
      log_types: ['AWS.ALB'],
      excluded_prefixes: ['alb/healthcheck/'],
    },
    { prefix: '', log_types: [], excluded_prefixes: [] },
  ],
};

function render(instead: Partial<S3SourceInput> = {}) {
  return renderS3SourceTerraform({
    resourceName: 'refund_logs',
    source: { ...refundLogs, ...instead },
  });
}

async function parseSource(instead?: Partial<S3SourceInput>) {
  const { resource } = await parseTerraform(render(instead));
  expect(Object.keys(resource)).toEqual(['panther_s3_source']);
  const [attributes, ...others] = resource.panther_s3_source.refund_logs;
  expect(others).toEqual([]);
  return attributes;
}

const texts = fc
  .oneof(
    fc.string({
      unit: fc.constantFrom('$', '%', '{', '}', '"', '\\', '\n', 'a', '/'),
    }),
    fc.string({ unit: 'binary' }),
  )
  .map(text => text.normalize('NFC'));

describe('an S3 source as Terraform', () => {
  it('has every setting, account ids with their zeros', async () => {
    expect(await parseSource()).toEqual(refundLogsInTerraform);
  });

  it('has the KMS key where there is one', async () => {
    const kmsKey = 'arn:aws:kms:eu-central-1:011122223333:key/1';
    expect(await parseSource({ kmsKey })).toEqual({
      ...refundLogsInTerraform,
      kms_key_arn: kmsKey,
    });
    expect(await parseSource({ kmsKey: '' })).toEqual(refundLogsInTerraform);
  });

  it('says when Panther is not to manage the notifications', async () => {
    expect(await parseSource({ managedBucketNotifications: false })).toEqual({
      ...refundLogsInTerraform,
      panther_managed_bucket_notifications_enabled: false,
    });
  });

  it.each([
    [
      'JsonArray',
      { jsonArrayEnvelopeField: 'Records' },
      { json_array_envelope_field: 'Records' },
    ],
    [
      'CloudWatchLogs',
      { retainEnvelopeFields: true },
      { retain_envelope_fields: true },
    ],
    ['XML', { xmlRootElement: 'events' }, { xml_root_element: 'events' }],
  ])('has the option of the stream type %s', async (type, given, rendered) => {
    expect(
      await parseSource({ logStreamType: type, logStreamTypeOptions: given }),
    ).toEqual({
      ...refundLogsInTerraform,
      log_stream_type: type,
      log_stream_type_options: rendered,
    });
  });

  it('leaves options out that are not set', async () => {
    const logStreamTypeOptions = {
      jsonArrayEnvelopeField: '',
      retainEnvelopeFields: false,
    };
    expect(await parseSource({ logStreamTypeOptions })).toEqual(
      refundLogsInTerraform,
    );
  });

  it('has any label, prefix and log type as it is given, and nothing made of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          label: texts,
          prefixes: fc.array(
            fc.record({
              prefix: texts,
              logTypes: fc.array(texts, { maxLength: 3 }),
              excludedPrefixes: fc.array(texts, { maxLength: 3 }),
            }),
            { maxLength: 3 },
          ),
        }),
        async ({ label, prefixes }) => {
          expect(await parseSource({ label, prefixes })).toEqual({
            ...refundLogsInTerraform,
            name: label,
            prefix_log_types: prefixes.map(
              ({ prefix, logTypes, excludedPrefixes }) => ({
                prefix,
                log_types: logTypes,
                excluded_prefixes: excludedPrefixes,
              }),
            ),
          });
          for (const { content } of render({ label, prefixes })) {
            expect(findUnformatted(content)).toEqual([]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('says in a file of its own where Terraform finds the provider', async () => {
    const provider = render().slice(1);
    expect(provider.map(({ path }) => path)).toEqual(['panther-provider.tf']);
    expect((await parseTerraform(provider)).terraform).toEqual([
      {
        required_providers: [
          {
            panther: { source: 'panther-labs/panther', version: '>= 0.2.11' },
          },
        ],
      },
    ]);
  });

  it('has no token in it', () => {
    for (const { content } of render()) {
      expect(content).not.toMatch(/token\s*=/);
    }
  });
});
