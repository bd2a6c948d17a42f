import { S3SourceInput, SettingChange } from 'backstage-plugin-panther-common';
import { isDeepStrictEqual } from 'node:util';

type S3Prefix = S3SourceInput['prefixes'][number];

/** What is read, parsed and left out differently when one list of prefixes takes another's place. */
export function describePrefixChanges(
  before: S3Prefix[],
  after: S3Prefix[],
): SettingChange[] {
  const removed = before.filter(it => !find(after, it.prefix));
  return [
    ...removed.map(it => describeRemoved(it, after)),
    ...after.flatMap((it, index) => {
      const field = `prefixes.${index}`;
      const earlier = find(before, it.prefix);
      return earlier
        ? describeChanged(earlier, it, field)
        : [describeAdded(it, before, field)];
    }),
    ...describeOrder(before, after),
  ];
}

function describeRemoved(removed: S3Prefix, after: S3Prefix[]): SettingChange {
  const within = findAround(removed.prefix, after);
  const { logTypes } = removed;
  const nothing = `What lies ${place(removed)} is no longer read${
    logTypes.length ? `: ${withVerb(logTypes)} no longer parsed there` : ''
  }.`;
  return {
    field: 'prefixes',
    message: within
      ? `What lies ${place(removed)} is read with ${nameOf(
          within,
        )}${describeParsing(removed, within)}.`
      : nothing,
    before: removed,
  };
}

function describeAdded(
  added: S3Prefix,
  before: S3Prefix[],
  field: string,
): SettingChange {
  const within = findAround(added.prefix, before);
  const parsed = listOf(added.logTypes);
  const everything = `What lies ${place(added)} is read${
    parsed ? ` and parsed as ${parsed}` : ', and none of it is parsed'
  }.`;
  return {
    field,
    message: within
      ? `What lies ${place(added)} is no longer read with ${nameOf(
          within,
        )}${describeParsing(within, added)}.`
      : everything,
    after: added,
  };
}

/** What becomes of the same objects when another prefix's log types are tried on them. */
function describeParsing(before: S3Prefix, after: S3Prefix): string {
  const stops = without(before.logTypes, after.logTypes);
  const starts = without(after.logTypes, before.logTypes);
  const clauses = [
    ...(stops.length ? [`${withVerb(stops)} no longer parsed there`] : []),
    ...(starts.length ? [`${withVerb(starts)} parsed there from now on`] : []),
  ];
  return clauses.length ? `: ${clauses.join(', ')}` : '';
}

function describeChanged(
  before: S3Prefix,
  after: S3Prefix,
  field: string,
): SettingChange[] {
  return [
    ...describeLists({
      field: `${field}.logTypes`,
      before: before.logTypes,
      after: after.logTypes,
      stops: list => `${where(after)}, ${list} no longer parsed.`,
      starts: list => `${where(after)}, ${list} parsed from now on.`,
    }),
    ...describeLists({
      field: `${field}.excludedPrefixes`,
      before: before.excludedPrefixes,
      after: after.excludedPrefixes,
      stops: list => `${where(after)}, ${list} no longer left out.`,
      starts: list => `${where(after)}, ${list} left out.`,
      quote: excluded => `'${excluded}'`,
    }),
  ];
}

function describeLists(lists: {
  field: string;
  before: string[];
  after: string[];
  stops: (list: string) => string;
  starts: (list: string) => string;
  quote?: (item: string) => string;
}): SettingChange[] {
  const { field, before, after, quote = item => item } = lists;
  const values = { field, before, after };
  const stopped = without(before, after).map(quote);
  const started = without(after, before).map(quote);
  return [
    ...(stopped.length
      ? [{ ...values, message: lists.stops(withVerb(stopped)) }]
      : []),
    ...(started.length
      ? [{ ...values, message: lists.starts(withVerb(started)) }]
      : []),
  ];
}

/** Of prefixes that are equally long, Panther may take the later one. */
function describeOrder(before: S3Prefix[], after: S3Prefix[]): SettingChange[] {
  const was = before.map(it => it.prefix).filter(it => find(after, it));
  const is = after.map(it => it.prefix).filter(it => find(before, it));
  return isDeepStrictEqual(was, is)
    ? []
    : [
        {
          field: 'prefixes',
          message: 'The prefixes are in another order.',
          before: was,
          after: is,
        },
      ];
}

function find(prefixes: S3Prefix[], prefix: string): S3Prefix | undefined {
  return prefixes.find(it => it.prefix === prefix);
}

/** Panther reads an object with the longest prefix that its key begins with. */
function findAround(prefix: string, others: S3Prefix[]): S3Prefix | undefined {
  return others
    .filter(it => prefix.startsWith(it.prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length)[0];
}

function without(values: string[], others: string[]): string[] {
  return values.filter(value => !others.includes(value));
}

function listOf(values: string[]): string {
  const last = values.at(-1) ?? '';
  return values.length > 1
    ? `${values.slice(0, -1).join(', ')} and ${last}`
    : last;
}

/** Such as `AWS.ALB is` or `AWS.ALB and AWS.CloudTrail are`. */
function withVerb(values: string[]): string {
  return `${listOf(values)} ${values.length > 1 ? 'are' : 'is'}`;
}

function where(prefix: S3Prefix): string {
  return prefix.prefix ? `Under '${prefix.prefix}'` : 'In the whole bucket';
}

function place(prefix: S3Prefix): string {
  return prefix.prefix ? `under '${prefix.prefix}'` : 'in the whole bucket';
}

function nameOf({ prefix }: S3Prefix): string {
  return prefix ? `'${prefix}'` : 'the whole bucket';
}
