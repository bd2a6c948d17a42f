import { LogTypeSearch } from '../hooks/useLogTypeSearch';

/** What has become of a search for log types. */
export function describeLogTypes(search: LogTypeSearch): string {
  const { list, searching, error } = search;
  if (searching) {
    return 'Searching log types';
  }
  if (error || !list) {
    return 'The log types could not be searched.';
  }
  const { items, total } = list;
  if (total === 0) {
    return 'No log type that could still be chosen fits.';
  }
  return items.length < total
    ? `The first ${items.length} of ${total} log types; type to see others.`
    : `${total} ${total === 1 ? 'log type' : 'log types'}`;
}
