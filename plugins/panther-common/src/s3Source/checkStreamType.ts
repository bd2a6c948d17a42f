import { FieldFinding, S3SourceInput } from '../types';
import { hasInvisible, quote } from './text';

/**
 * How Panther splits an object into events.
 *
 * @public
 */
export const S3_STREAM_TYPES = [
  'Auto',
  'Lines',
  'JSON',
  'JsonArray',
  'CloudWatchLogs',
  'XML',
] as const;

/** Which option means something for which stream type. */
const STREAM_TYPE_OF_OPTION = [
  ['jsonArrayEnvelopeField', 'JsonArray'],
  ['retainEnvelopeFields', 'CloudWatchLogs'],
  ['xmlRootElement', 'XML'],
] as const satisfies [string, (typeof S3_STREAM_TYPES)[number]][];

/** The names that XML allows, nearly: https://www.w3.org/TR/xml/#NT-Name */
const ELEMENT = /^[\p{L}_:][\p{L}\p{N}\p{M}_:.-]*$/u;

type StreamSettings = Pick<
  S3SourceInput,
  'logStreamType' | 'logStreamTypeOptions'
>;
type StreamTypeOptions = NonNullable<S3SourceInput['logStreamTypeOptions']>;

/** What is wrong with the stream type of an S3 source, and with the options that are set. */
export function checkStreamType(
  { logStreamType, logStreamTypeOptions = {} }: StreamSettings,
  current: StreamSettings | undefined,
): FieldFinding[] {
  // A tenant that is newer than this list has stream types that are not in it.
  const kept =
    logStreamType && logStreamType === current?.logStreamType
      ? current
      : undefined;
  const known: readonly string[] = S3_STREAM_TYPES;
  if (!known.includes(logStreamType) && !kept) {
    return [
      {
        field: 'logStreamType',
        message: `${quote(
          logStreamType,
        )} is no stream type; choose one of ${S3_STREAM_TYPES.join(', ')}.`,
      },
    ];
  }
  const misplaced = STREAM_TYPE_OF_OPTION.filter(
    ([option, streamType]) =>
      // What is empty or off is not set.
      logStreamTypeOptions[option] &&
      logStreamTypeOptions[option] !== kept?.logStreamTypeOptions?.[option] &&
      logStreamType !== streamType,
  );
  return [
    ...misplaced.map(([option, streamType]) => ({
      field: `logStreamTypeOptions.${option}`,
      message: `${option} only means something for the stream type ${streamType}; leave it out for ${logStreamType}.`,
    })),
    ...(logStreamType === 'JsonArray'
      ? checkEnvelopeField(logStreamTypeOptions, kept?.logStreamTypeOptions)
      : []),
    ...(logStreamType === 'XML'
      ? checkRootElement(logStreamTypeOptions, kept?.logStreamTypeOptions)
      : []),
  ];
}

function checkEnvelopeField(
  { jsonArrayEnvelopeField: path }: StreamTypeOptions,
  kept: StreamTypeOptions | undefined,
): FieldFinding[] {
  return !path ||
    path === kept?.jsonArrayEnvelopeField ||
    (path === path.trim() && !hasInvisible(path))
    ? []
    : [
        {
          field: 'logStreamTypeOptions.jsonArrayEnvelopeField',
          message:
            'The envelope field must be the path to the array, such as Records, without blanks or line breaks around it; leave it out where the JSON is an array itself.',
        },
      ];
}

function checkRootElement(
  { xmlRootElement: element }: StreamTypeOptions,
  kept: StreamTypeOptions | undefined,
): FieldFinding[] {
  return !element || element === kept?.xmlRootElement || ELEMENT.test(element)
    ? []
    : [
        {
          field: 'logStreamTypeOptions.xmlRootElement',
          message:
            'The root element must be the name of an XML element, such as events, without angle brackets; leave it out where no element encloses the events.',
        },
      ];
}
