import { LiveStatus } from '../components/LiveStatus';
import { LoadError } from '../components/LoadError';
import { Notice } from '../components/Notice';
import { LogTypeSearch } from '../hooks/useLogTypeSearch';
import { describeLogTypes } from './describeLogTypes';

/**
 * What is to be known of the search for log types besides what it found.
 *
 * @param begun - whether anybody has searched yet
 */
export function LogTypeSearchState(props: {
  search: LogTypeSearch;
  begun: boolean;
}) {
  const { search, begun } = props;
  const { list, error } = search;
  const { asOf, problem } = list?.freshness ?? {};
  return (
    <>
      <LiveStatus>{begun ? describeLogTypes(search) : ''}</LiveStatus>
      {list && !asOf && (
        <Notice
          severity="warning"
          title="The portal does not know the log types"
        >
          {problem?.message} Until then, type the name of each and press Enter.
        </Notice>
      )}
      {asOf && problem && (
        <Notice severity="warning" title="The log types may be out of date">
          {problem.message}
        </Notice>
      )}
      {error && (
        <LoadError
          title="The log types could not be searched"
          error={error}
          oldAnswerShown={false}
          onRetry={search.searchAgain}
        />
      )}
    </>
  );
}
