import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  LogSourceAnswer,
  parseLogSourceRef,
} from 'backstage-plugin-panther-common';
import { useCallback } from 'react';
import { pantherApiRef } from '../api';
import { LoadError } from '../components/LoadError';
import { useRequest } from '../hooks/useRequest';

/** Which entities would lose a log source, for who is about to delete it. */
export function LinkedTo(props: { logSourceRef: string }) {
  const { logSourceRef } = props;
  const pantherApi = useApi(pantherApiRef);
  const { answer, error, askAgain } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        pantherApi.getLogSource(parseLogSourceRef(logSourceRef), { signal }),
      [pantherApi, logSourceRef],
    ),
  );
  if (error) {
    return (
      <LoadError
        title="What is linked to the log source could not be looked up"
        error={error}
        oldAnswerShown={false}
        onRetry={askAgain}
      />
    );
  }
  return (
    <Typography variant="body2" role="status">
      {answer && describeLinks(answer)}
    </Typography>
  );
}

function describeLinks({
  linkedEntities,
  otherLinkedEntities,
}: LogSourceAnswer): string {
  const seen = linkedEntities.map(({ entityRef }) => entityRef);
  const others = otherLinkedEntities ? [`${otherLinkedEntities} more`] : [];
  return seen.length + others.length
    ? `Linked to ${[...seen, ...others].join(', ')}.`
    : 'No entity is linked to it.';
}
