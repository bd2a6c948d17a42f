import { FieldFinding, S3SourceInput } from 'backstage-plugin-panther-common';
import { InstanceConfig } from '../config/InstanceConfig';

/** What Panther's REST API takes and its published GraphQL schema does not (July 2025). */
const STREAM_TYPES_OF_REST = ['XML'];
const OPTIONS_OF_REST = ['retainEnvelopeFields', 'xmlRootElement'] as const;

/**
 * What is wrong with an S3 source because of the API that the instance is written over. What Panther
 * has already may stay, for it then came over that API.
 */
export function checkFlavour(
  { logStreamType, logStreamTypeOptions: options }: S3SourceInput,
  { s3Api, configKey }: InstanceConfig,
  current?: S3SourceInput,
): FieldFinding[] {
  if (s3Api === 'rest') {
    return [];
  }
  const missing = [
    ...(STREAM_TYPES_OF_REST.includes(logStreamType) &&
    logStreamType !== current?.logStreamType
      ? [
          {
            field: 'logStreamType',
            what: `the stream type ${logStreamType}`,
          },
        ]
      : []),
    ...OPTIONS_OF_REST.filter(
      option =>
        options?.[option] &&
        options[option] !== current?.logStreamTypeOptions?.[option],
    ).map(option => ({
      field: `logStreamTypeOptions.${option}`,
      what: `the option ${option}`,
    })),
  ];
  return missing.map(({ field, what }) => ({
    field,
    message: `Panther's GraphQL API does not have ${what}; leave it out, or set ${configKey}.s3Api to rest to use it.`,
  }));
}
