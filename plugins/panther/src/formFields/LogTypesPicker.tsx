import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useEffect, useState } from 'react';
import { LogTypeSearch } from '../hooks/useLogTypeSearch';
import { describeLogTypes } from './describeLogTypes';

/** What the backend takes at most. */
const MAX_TEXT_LENGTH = 200;

const useStyles = makeStyles(
  theme => ({
    description: {
      display: 'block',
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'PantherLogTypesPicker' },
);

/**
 * Lets people search for log types and choose some.
 *
 * @param search - what was found for what was typed last, here or in another picker of the field
 */
export function LogTypesPicker(props: {
  id: string;
  label: string;
  describedBy: string;
  required: boolean;
  disabled: boolean;
  invalid: boolean;
  chosen: string[];
  search: LogTypeSearch;
  onSearch: (text: string) => void;
  onChoose: (logTypes: string[]) => void;
}) {
  const { chosen, search, onSearch } = props;
  const { list, searching, error } = search;
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    if (error) {
      // What went wrong is said below, where the list would lie over it.
      setIsOpen(false);
    }
  }, [error]);
  const classes = useStyles();
  const descriptions = new Map(
    list?.items.map(({ name, description }) => [name, description]),
  );
  // Where the portal does not know which there are, people have to.
  const isTyped = list !== undefined && list.freshness.asOf === undefined;
  return (
    <Autocomplete<string, true, undefined, boolean>
      multiple
      id={props.id}
      disabled={props.disabled}
      freeSolo={isTyped}
      autoSelect={isTyped}
      // The component wants to find what is chosen among the options.
      options={[...new Set([...chosen, ...descriptions.keys()])]}
      filterSelectedOptions
      filterOptions={options =>
        // Its text is the question that the backend has answered, or will; what it found for the one
        // before would be chosen by mistake.
        searching ? [] : options
      }
      open={isOpen}
      onClose={() => setIsOpen(false)}
      value={chosen}
      renderOption={name => (
        <span>
          {name}
          <Typography
            variant="caption"
            component="span"
            className={classes.description}
          >
            {descriptions.get(name)}
          </Typography>
        </span>
      )}
      loading={searching}
      loadingText="Searching log types"
      noOptionsText={describeLogTypes(search)}
      onOpen={event => {
        setIsOpen(true);
        if (event.type !== 'change') {
          // Who opens it by typing has been heard already.
          onSearch('');
        }
        if (error) {
          search.searchAgain();
        }
      }}
      onInputChange={(_event, typed, reason) =>
        reason === 'input' && onSearch(typed.slice(0, MAX_TEXT_LENGTH))
      }
      onChange={(_event, logTypes) =>
        props.onChoose(logTypes.map(logType => logType.trim()))
      }
      renderInput={params => (
        <TextField
          {...params}
          label={props.label}
          variant="outlined"
          margin="dense"
          // What the browser checks is the text, which is empty once something is chosen.
          required={props.required && chosen.length === 0}
          error={props.invalid}
          inputProps={{
            ...params.inputProps,
            'aria-describedby': props.describedBy,
          }}
        />
      )}
    />
  );
}
