import { FieldFinding, S3SourceInput } from '../types';
import { reaches } from './excludes';
import { quote } from './text';

type Prefix = S3SourceInput['prefixes'][number];

/** How many prefixes a sentence names. */
const NAMED = 3;

/** What may surprise about the prefixes of an S3 source. */
export function warnAboutPrefixes(prefixes: Prefix[]): FieldFinding[] {
  return prefixes.flatMap((prefix, index) =>
    [
      ...warnAboutOverlaps(prefix, prefixes),
      ...warnAboutBlanks(prefix),
      ...warnAboutLogTypes(prefix),
      ...warnAboutExclusions(prefix),
    ].map(({ field, message }) => ({
      field: `prefixes.${index}.${field}`,
      message,
    })),
  );
}

/**
 * That the longest prefix wins is from the last Panther whose source was open; its documents do not
 * tell: https://github.com/panther-labs/panther
 */
function warnAboutOverlaps(
  { prefix, excludedPrefixes }: Prefix,
  all: Prefix[],
): FieldFinding[] {
  const excluded = new Set(excludedPrefixes);
  const within = all
    .map(other => other.prefix)
    .filter(
      other =>
        other !== prefix && other.startsWith(prefix) && !excluded.has(other),
    );
  const twin = prefix && within.find(other => other === `${prefix}/`);
  const longer = within.filter(other => other !== twin);
  return [
    ...(twin
      ? [
          {
            field: 'prefix',
            message: `${quote(prefix)} and ${quote(
              twin,
            )} differ in the slash at the end only, and the longer one wins for what begins with it; one of them may be enough.`,
          },
        ]
      : []),
    ...(longer.length
      ? [
          {
            field: 'prefix',
            message: `${nameOf(prefix)} covers ${list(
              longer,
            )} too; Panther gives an object to the longest prefix that its key begins with, so only the log types of that one parse it.`,
          },
        ]
      : []),
  ];
}

function warnAboutBlanks({ prefix }: Prefix): FieldFinding[] {
  return prefix === prefix.trim()
    ? []
    : [
        {
          field: 'prefix',
          message: `${quote(
            prefix,
          )} begins or ends with a blank, and only keys with that blank are read; remove it if they have none.`,
        },
      ];
}

function warnAboutLogTypes({ prefix, logTypes }: Prefix): FieldFinding[] {
  return logTypes.length
    ? []
    : [
        {
          field: 'logTypes',
          message: `Without a log type, Panther receives what ${
            prefix ? `begins with ${quote(prefix)}` : 'is in the bucket'
          } and parses none of it; choose one now or later.`,
        },
      ];
}

function warnAboutExclusions({
  prefix,
  excludedPrefixes,
}: Prefix): FieldFinding[] {
  return excludedPrefixes.flatMap((excluded, index) => {
    const message = explainIneffective(excluded, prefix);
    return message ? [{ field: `excludedPrefixes.${index}`, message }] : [];
  });
}

function explainIneffective(
  excluded: string,
  prefix: string,
): string | undefined {
  if (excluded.startsWith('/')) {
    return `${quote(
      excluded,
    )} begins with a slash, as hardly any key of an S3 object does; leave the slash out.`;
  }
  return reaches(excluded, prefix)
    ? undefined
    : `${quote(excluded)} does not lie within ${quote(
        prefix,
      )}, so excluding it changes nothing; write it from the beginning of the key on, such as ${quote(
        `${prefix}${excluded}`,
      )}.`;
}

function nameOf(prefix: string): string {
  return prefix ? quote(prefix) : 'The whole bucket';
}

function list(prefixes: string[]): string {
  const more = prefixes.length - NAMED;
  const names = prefixes.slice(0, NAMED).map(quote).join(', ');
  return more > 0 ? `${names} and ${more} more` : names;
}
