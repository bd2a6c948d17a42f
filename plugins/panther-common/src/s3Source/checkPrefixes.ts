import { FieldFinding, S3SourceInput } from '../types';
import { excludes } from './excludes';
import { hasInvisible, quote } from './text';

type Prefixes = S3SourceInput['prefixes'];

/** As many as the routes take. */
const MAX_PREFIXES = 500;

/**
 * How long a key can be in UTF-8, and so its beginning:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
const MAX_KEY_BYTES = 1024;

/** What is wrong with the prefixes of an S3 source, and with what they exclude. */
export function checkPrefixes(
  prefixes: Prefixes,
  current: Prefixes = [],
): FieldFinding[] {
  if (!prefixes.length) {
    return [
      {
        field: 'prefixes',
        message:
          'At least one prefix is needed; an empty one stands for the whole bucket.',
      },
    ];
  }
  if (prefixes.length > MAX_PREFIXES) {
    return [
      {
        field: 'prefixes',
        message: `There may be ${MAX_PREFIXES} prefixes at most; put some of these ${prefixes.length} together.`,
      },
    ];
  }
  const kept = new Map(
    current.map(({ prefix, excludedPrefixes }) => [prefix, excludedPrefixes]),
  );
  const seen = new Set<string>();
  return prefixes.flatMap(({ prefix, excludedPrefixes }, index) => {
    const place = `prefixes.${index}`;
    const again = seen.has(prefix);
    seen.add(prefix);
    const message = again
      ? explainRepetition(prefix)
      : !kept.has(prefix) && explainPrefix(prefix);
    return [
      ...(message ? [{ field: `${place}.prefix`, message }] : []),
      ...checkExclusions(excludedPrefixes, {
        prefix,
        place,
        kept: kept.get(prefix),
      }),
    ];
  });
}

function checkExclusions(
  excludedPrefixes: string[],
  options: { prefix: string; place: string; kept: string[] | undefined },
): FieldFinding[] {
  const kept = new Set(options.kept);
  const seen = new Set<string>();
  return excludedPrefixes.flatMap((excluded, index) => {
    const again = seen.has(excluded);
    seen.add(excluded);
    const message = again
      ? `${quote(excluded)} is excluded twice; remove one of them.`
      : !kept.has(excluded) && explainExclusion(excluded, options.prefix);
    return message
      ? [{ field: `${options.place}.excludedPrefixes.${index}`, message }]
      : [];
  });
}

function explainRepetition(prefix: string): string {
  return prefix
    ? `The prefix ${quote(prefix)} is there twice; put its log types together.`
    : 'The whole bucket is there twice; put its log types together.';
}

/**
 * What is wrong with a prefix. The Console refused a slash and wildcards when its source was open:
 * https://github.com/panther-labs/panther
 */
function explainPrefix(prefix: string): string | undefined {
  if (prefix.startsWith('s3://')) {
    return `The prefix ${quote(
      prefix,
    )} names a bucket too; give only what comes after the bucket and its slash.`;
  }
  if (prefix.startsWith('/')) {
    return `The prefix ${quote(
      prefix,
    )} must not begin with a slash, as hardly any key of an S3 object does; leave it out.`;
  }
  if (prefix.includes('*')) {
    return `The prefix ${quote(
      prefix,
    )} must not have a wildcard; whatever begins with a prefix is read anyway, and wildcards work in excluded prefixes only.`;
  }
  return explainText(prefix, 'prefix');
}

function explainExclusion(
  excluded: string,
  prefix: string,
): string | undefined {
  if (!excluded) {
    return 'An excluded prefix must not be empty; fill it in or remove it.';
  }
  if (excludes(excluded, prefix)) {
    return `Excluding ${quote(excluded)} leaves nothing of ${
      prefix ? `the prefix ${quote(prefix)}` : 'the bucket'
    }; exclude less, or remove the prefix.`;
  }
  return explainText(excluded, 'excluded prefix');
}

function explainText(text: string, what: string): string | undefined {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_KEY_BYTES) {
    return `The ${what} ${quote(
      text,
    )} has ${bytes} bytes; shorten it, for keys of S3 objects have ${MAX_KEY_BYTES} at most.`;
  }
  return hasInvisible(text)
    ? `The ${what} ${quote(
        text,
      )} has characters that cannot be seen, such as line breaks; type it anew.`
    : undefined;
}
