import { makeStyles } from '@material-ui/core/styles';
import { DateTime } from 'luxon';
import { useNow } from '../../hooks/useNow';
import { formatExactTime } from './formatExactTime';

const useStyles = makeStyles(
  theme => ({
    exact: {
      fontSize: theme.typography.caption.fontSize,
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'PantherTimestamp' },
);

/** A moment, both as people say it and exactly, in the reader's own time zone. */
export function Timestamp(props: { at: string }) {
  const classes = useStyles();
  const now = useNow();
  const moment = DateTime.fromISO(props.at, { locale: 'en' });
  return (
    <time dateTime={props.at}>
      {relativeTo(now, moment)}{' '}
      <span className={classes.exact}>{formatExactTime(props.at)}</span>
    </time>
  );
}

/** Says nothing finer than minutes: the browser's clock and Panther's are not the same. */
function relativeTo(now: number, moment: DateTime): string {
  return Math.abs(now - moment.toMillis()) < 60_000
    ? 'less than a minute ago'
    : moment.toRelative({ base: DateTime.fromMillis(now) }) ?? '';
}
