import Paper from '@material-ui/core/Paper';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { LogSourcePage } from 'backstage-plugin-panther-common';
import { InstanceFreshness } from '../InstanceFreshness';
import { LoadError } from '../LoadError';
import { LogSourceChoice } from './LogSourceChoice';

const useStyles = makeStyles(
  theme => ({
    results: {
      maxHeight: '40vh',
      overflowY: 'auto',
      padding: theme.spacing(0, 2),
    },
  }),
  { name: 'PantherSearchResults' },
);

/**
 * The log sources that a search found, to choose one of.
 *
 * @param text - what was searched for
 * @param linkedRefs - what is linked already, and so cannot be chosen
 */
export function SearchResults(props: {
  text: string;
  page?: LogSourcePage;
  error?: Error;
  searching: boolean;
  searchAgain: () => void;
  linkedRefs: Array<string | undefined>;
  chosenRef: string | undefined;
  disabled: boolean;
  onChoose: (ref: string) => void;
}) {
  const { page, error, searching, linkedRefs, disabled } = props;
  const classes = useStyles();
  return (
    <>
      <Typography variant="body2" role="status">
        {describeSearch(props)}
      </Typography>
      {error && (
        <LoadError
          error={error}
          oldAnswerShown={false}
          onRetry={props.searchAgain}
        />
      )}
      {page?.freshness
        .filter(({ stale }) => stale)
        .map(freshness => (
          <InstanceFreshness key={freshness.instance} freshness={freshness} />
        ))}
      {page && page.items.length > 0 && (
        // A long list scrolls, and the keyboard must reach it to do so even if nothing can be chosen.
        <Paper
          variant="outlined"
          role="region"
          aria-label="Log sources found"
          aria-busy={searching}
          tabIndex={0}
          className={classes.results}
        >
          <RadioGroup
            aria-label="Log source to link"
            value={props.chosenRef ?? null}
            onChange={event => props.onChoose(event.target.value)}
          >
            {page.items.map(({ logSource }) => (
              <LogSourceChoice
                key={logSource.ref}
                logSource={logSource}
                linked={linkedRefs.includes(logSource.ref)}
                disabled={disabled}
              />
            ))}
          </RadioGroup>
        </Paper>
      )}
    </>
  );
}

function describeSearch(props: {
  text: string;
  page?: LogSourcePage;
  searching: boolean;
}): string {
  const { text, page, searching } = props;
  if (searching) {
    return 'Searching log sources';
  }
  if (!page) {
    return '';
  }
  const { items, total } = page;
  if (total === 0) {
    return text
      ? `None of the log sources that you may change fits '${text}'.`
      : 'There is no log source that you may change, and so none that you may link.';
  }
  return items.length < total
    ? `The first ${items.length} of ${total} log sources; search to see others.`
    : `${total} ${total === 1 ? 'log source' : 'log sources'}`;
}
