import FormHelperText from '@material-ui/core/FormHelperText';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import RemoveIcon from '@material-ui/icons/DeleteOutline';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { LogTypeSearch } from '../hooks/useLogTypeSearch';
import { LogTypesPicker } from './LogTypesPicker';
import { S3Prefix } from './types';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: '1fr auto',
      columnGap: theme.spacing(1),
      margin: 0,
      padding: theme.spacing(0, 0, 0, 2),
      border: 0,
      borderLeft: `${theme.spacing(0.5)}px solid ${theme.palette.divider}`,
      '& + &': { marginTop: theme.spacing(2) },
    },
    cells: {
      minWidth: 0,
    },
  }),
  { name: 'PantherPrefixRow' },
);

/** What is wrong with one row, by its parts. */
export interface PrefixProblems {
  prefix: string;
  logTypes: string;
  excludedPrefixes: string;
}

/**
 * What an S3 source reads from one part of its bucket.
 *
 * @param number - which row it is, as people count
 * @param focused - whether it was just added, and so takes the focus
 * @param onRemove - absent for the only row
 */
export function PrefixRow(props: {
  id: string;
  number: number;
  row: S3Prefix;
  problems: PrefixProblems;
  search: LogTypeSearch;
  disabled: boolean;
  focused: boolean;
  onSearch: (text: string) => void;
  onChange: (row: S3Prefix) => void;
  onRemove: (() => void) | undefined;
}) {
  const { id, number, row, problems, disabled, onChange, onRemove } = props;
  const classes = useStyles();
  return (
    <fieldset aria-label={`Prefix ${number}`} className={classes.root}>
      <div className={classes.cells}>
        <TextField
          // Who adds a row wants to go on in it.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={props.focused}
          id={`${id}-prefix`}
          label="Prefix"
          placeholder="The whole bucket"
          InputLabelProps={{ shrink: true }}
          variant="outlined"
          margin="dense"
          fullWidth
          disabled={disabled}
          error={problems.prefix !== ''}
          inputProps={{
            autoComplete: 'off',
            spellCheck: false,
            'aria-describedby': `${id}-prefix-help`,
          }}
          value={row.prefix}
          onChange={event => onChange({ ...row, prefix: event.target.value })}
        />
        <CellHelp
          id={`${id}-prefix-help`}
          help="How the keys begin, such as alb/; empty for the whole bucket."
          problem={problems.prefix}
        />
        <LogTypesPicker
          id={`${id}-logTypes`}
          label="Log types"
          describedBy={`${id}-logTypes-help`}
          required={false}
          disabled={disabled}
          invalid={problems.logTypes !== ''}
          chosen={row.logTypes}
          search={props.search}
          onSearch={props.onSearch}
          onChoose={logTypes => onChange({ ...row, logTypes })}
        />
        <CellHelp
          id={`${id}-logTypes-help`}
          help="What Panther parses what it finds there as; without any, nothing is parsed."
          problem={problems.logTypes}
        />
        <Autocomplete<string, true, undefined, true>
          multiple
          freeSolo
          // What is typed counts when the field is left, too.
          autoSelect
          id={`${id}-excludedPrefixes`}
          disabled={disabled}
          options={[]}
          value={row.excludedPrefixes}
          onChange={(_event, excludedPrefixes) =>
            onChange({ ...row, excludedPrefixes })
          }
          renderInput={params => (
            <TextField
              {...params}
              label="Excluded prefixes"
              variant="outlined"
              margin="dense"
              error={problems.excludedPrefixes !== ''}
              inputProps={{
                ...params.inputProps,
                'aria-describedby': `${id}-excludedPrefixes-help`,
              }}
            />
          )}
        />
        <CellHelp
          id={`${id}-excludedPrefixes-help`}
          help="What Panther leaves out of it, such as alb/healthcheck/; * stands for any characters. Press Enter after each."
          problem={problems.excludedPrefixes}
        />
      </div>
      <div>
        {onRemove && (
          <IconButton
            aria-label={`Remove prefix ${number}`}
            title={`Remove prefix ${number}`}
            disabled={disabled}
            onClick={onRemove}
          >
            <RemoveIcon />
          </IconButton>
        )}
      </div>
    </fieldset>
  );
}

function CellHelp(props: { id: string; help: string; problem: string }) {
  const { id, help, problem } = props;
  return (
    <div id={id}>
      <FormHelperText>{help}</FormHelperText>
      <FormHelperText error aria-live="polite">
        {problem}
      </FormHelperText>
    </div>
  );
}
