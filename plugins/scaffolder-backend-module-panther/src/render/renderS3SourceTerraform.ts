import { HclValue, renderHcl } from './hcl';
import { RenderedFile, TerraformS3Source } from './types';

/**
 * An S3 source as a resource of Panther's Terraform provider, and where Terraform finds that:
 * https://registry.terraform.io/providers/panther-labs/panther/latest/docs/resources/s3_source
 */
export function renderS3SourceTerraform(
  options: TerraformS3Source,
): RenderedFile[] {
  const { resourceName } = options;
  return [
    {
      path: `panther-s3-source-${resourceName}.tf`,
      content: renderHcl(
        [
          'An S3 log source of Panther. Terraform takes away what is changed of it elsewhere.',
        ],
        [
          {
            type: 'resource',
            labels: ['panther_s3_source', resourceName],
            attributes: toAttributes(options),
          },
        ],
      ),
    },
    {
      path: 'panther-provider.tf',
      content: renderHcl(
        [
          'Where Terraform finds the provider of panther_s3_source. Leave this file out where the configuration requires it already.',
          'The provider reads the URL of the Panther API and a token with the permissions View Log Sources and Manage Log Sources from the environment: PANTHER_API_URL and PANTHER_API_TOKEN.',
        ],
        [
          {
            type: 'terraform',
            attributes: {},
            blocks: [
              {
                type: 'required_providers',
                attributes: {
                  // Older versions know neither XML nor the fields of an envelope.
                  panther: {
                    source: 'panther-labs/panther',
                    version: '>= 0.2.11',
                  },
                },
              },
            ],
          },
        ],
      ),
    },
  ];
}

function toAttributes({ source }: TerraformS3Source): Record<string, HclValue> {
  const { jsonArrayEnvelopeField, retainEnvelopeFields, xmlRootElement } =
    source.logStreamTypeOptions ?? {};
  const options: Record<string, HclValue> = {
    ...(jsonArrayEnvelopeField && {
      json_array_envelope_field: jsonArrayEnvelopeField,
    }),
    ...(retainEnvelopeFields && {
      retain_envelope_fields: retainEnvelopeFields,
    }),
    ...(xmlRootElement && { xml_root_element: xmlRootElement }),
  };
  return {
    name: source.label,
    aws_account_id: source.awsAccountId,
    bucket_name: source.bucket,
    log_processing_role_arn: source.logProcessingRole,
    ...(source.kmsKey && { kms_key_arn: source.kmsKey }),
    panther_managed_bucket_notifications_enabled:
      source.managedBucketNotifications,
    log_stream_type: source.logStreamType,
    ...(Object.keys(options).length && { log_stream_type_options: options }),
    prefix_log_types: source.prefixes.map(
      ({ prefix, logTypes, excludedPrefixes }) => ({
        prefix,
        log_types: logTypes,
        excluded_prefixes: excludedPrefixes,
      }),
    ),
  };
}
