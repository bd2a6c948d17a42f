import { useApi } from '@backstage/core-plugin-api';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import {
  LogSource,
  parseLogSourceRef,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { useCallback, useEffect, useState } from 'react';
import { pantherApiRef } from '../api';
import { InstanceFreshness } from '../components/InstanceFreshness';
import { LiveStatus } from '../components/LiveStatus';
import { LoadError } from '../components/LoadError';
import { LogSourceDescription } from '../components/LogSourceDescription';
import { useLogSourceSearch } from '../hooks/useLogSourceSearch';
import { useRequest } from '../hooks/useRequest';
import { FieldDescription } from './describeField';
import { FieldFrame } from './FieldFrame';
import { LinkedTo } from './LinkedTo';
import {
  explainNotFound,
  findLogSource,
  LogSourceFilter,
} from './findLogSource';

/** What the backend takes at most. */
const MAX_TEXT_LENGTH = 200;

/** A log source to choose; of one that came with the form, only the ref is known at first. */
interface Choice {
  ref: string;
  logSource?: LogSource;
}

/**
 * Lets people search for a log source and choose it.
 *
 * @param chosenRef - ref of the log source that is chosen, which may have come with the form
 * @param explainRefusal - why a log source that is found cannot be chosen, if it cannot
 */
export function LogSourcePicker(props: {
  field: FieldDescription;
  filter: LogSourceFilter;
  chosenRef: string | undefined;
  explainRefusal: (logSource: LogSource) => string | undefined;
  onChoose: (ref: string | undefined) => void;
}) {
  const { field, filter, explainRefusal, onChoose } = props;
  const chosenRef =
    props.chosenRef &&
    stringifyLogSourceRef(parseLogSourceRef(props.chosenRef));
  const [text, setText] = useState<string>();
  const [isOpen, setIsOpen] = useState(false);
  const [lastChosen, setLastChosen] = useState<LogSource>();
  const search = useLogSourceSearch(text, filter);
  useEffect(() => {
    if (search.error) {
      // What went wrong is said below, where the list would lie over it.
      setIsOpen(false);
    }
  }, [search.error]);
  const lookUp = useLookUp(
    chosenRef === lastChosen?.ref ? undefined : chosenRef,
    filter,
  );

  const known = chosenRef === lastChosen?.ref ? lastChosen : lookUp.logSource;
  const chosen: Choice | undefined = chosenRef
    ? { ref: chosenRef, logSource: known }
    : undefined;
  const found: Choice[] =
    search.page?.items.map(({ logSource }) => ({
      ref: logSource.ref,
      logSource,
    })) ?? [];
  const others = found.filter(({ ref }) => ref !== chosenRef);
  const refusal =
    lookUp.refusal ?? (known && explainRefusal(known)) ?? undefined;

  return (
    <FieldFrame field={field} problem={refusal}>
      <Autocomplete<Choice>
        id={field.id}
        disabled={field.disabled}
        // The component wants to find the value among the options.
        options={chosen ? [chosen, ...others] : others}
        value={chosen ?? null}
        getOptionLabel={({ ref, logSource }) => logSource?.label ?? ref}
        getOptionSelected={(option, value) => option.ref === value.ref}
        getOptionDisabled={({ logSource }) =>
          logSource !== undefined && explainRefusal(logSource) !== undefined
        }
        filterOptions={options =>
          // Its text is the question that the backend has answered, or will; what it found for the
          // one before would be chosen by mistake.
          search.searching ? [] : options
        }
        open={isOpen}
        onClose={() => setIsOpen(false)}
        renderOption={({ ref, logSource }) =>
          logSource ? (
            <span>
              <LogSourceDescription
                logSource={logSource}
                note={explainRefusal(logSource)}
              />
            </span>
          ) : (
            ref
          )
        }
        loading={search.searching}
        loadingText="Searching log sources"
        noOptionsText={describeFound(search, filter)}
        onOpen={event => {
          setIsOpen(true);
          if (event.type !== 'change') {
            // Who opens it by typing has been heard already.
            setText('');
          }
          if (search.error) {
            search.searchAgain();
          }
        }}
        onInputChange={(_event, typed, reason) =>
          reason === 'input' && setText(typed.slice(0, MAX_TEXT_LENGTH))
        }
        onChange={(_event, choice) => {
          setLastChosen(choice?.logSource);
          onChoose(choice?.ref);
        }}
        renderInput={params => (
          <TextField
            {...params}
            label={field.title}
            variant="outlined"
            margin="dense"
            placeholder="Search by name, id, type, bucket or log type"
            required={field.required}
            error={refusal !== undefined || field.errors.length > 0}
            inputProps={{
              ...params.inputProps,
              'aria-describedby': field.describedBy,
            }}
          />
        )}
      />
      <LiveStatus>
        {text === undefined ? '' : describeFound(search, filter)}
      </LiveStatus>
      {search.page?.freshness
        .filter(({ stale }) => stale)
        .map(freshness => (
          <InstanceFreshness key={freshness.instance} freshness={freshness} />
        ))}
      {chosenRef && filter.permittedTo === 'delete' && !refusal && (
        <LinkedTo logSourceRef={chosenRef} />
      )}
      {search.error && (
        <LoadError
          title="The log sources could not be searched"
          error={search.error}
          oldAnswerShown={false}
          onRetry={search.searchAgain}
        />
      )}
      {lookUp.error && (
        <LoadError
          title={`The log source '${chosenRef}' could not be looked up`}
          error={lookUp.error}
          oldAnswerShown={false}
          onRetry={lookUp.askAgain}
        />
      )}
    </FieldFrame>
  );
}

/** Looks up a log source that came with the form, as only its ref. */
function useLookUp(ref: string | undefined, filter: LogSourceFilter) {
  const { permittedTo, type } = filter;
  const pantherApi = useApi(pantherApiRef);
  const request = useCallback(
    async (signal: AbortSignal) => {
      const asked = ref ?? '';
      const logSource = await findLogSource(pantherApi, asked, {
        filter: { permittedTo, type },
        signal,
      });
      return { asked, logSource };
    },
    [pantherApi, ref, permittedTo, type],
  );
  const { answer, error, askAgain } = useRequest(ref ? request : undefined);
  // Between two refs there is a moment with the answer to the last one.
  const current = answer?.asked === ref ? answer : undefined;
  return {
    logSource: current?.logSource,
    refusal:
      current && !current.logSource
        ? explainNotFound(current.asked, filter)
        : undefined,
    error,
    askAgain,
  };
}

function describeFound(
  search: ReturnType<typeof useLogSourceSearch>,
  { permittedTo }: LogSourceFilter,
): string {
  const { page, searching, error } = search;
  if (searching) {
    return 'Searching log sources';
  }
  if (error || !page) {
    return 'The log sources could not be searched.';
  }
  const { items, total } = page;
  if (total === 0) {
    const action = permittedTo === 'update' ? 'change' : permittedTo ?? 'see';
    return `No log source that you may ${action} fits.`;
  }
  return items.length < total
    ? `The first ${items.length} of ${total} log sources; type to see others.`
    : `${total} ${total === 1 ? 'log source' : 'log sources'}`;
}
