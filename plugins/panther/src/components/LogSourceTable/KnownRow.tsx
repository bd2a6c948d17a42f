import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { LogSource, LogSourceLink } from 'backstage-plugin-panther-common';
import { StatusChip } from '../StatusChip';
import { Timestamp } from '../Timestamp';
import { LogSourceName } from './LogSourceName';
import { LogSourceReasons } from './LogSourceReasons';
import { ReceivedLogs } from './ReceivedLogs';

const useStyles = makeStyles(
  theme => ({
    statusSince: {
      color: theme.palette.text.secondary,
    },
    moment: {
      '& time': { display: 'inline-block' },
      // Kept on one line, the exact time would take the width that the other columns need.
      '& time *': { display: 'inline-block', whiteSpace: 'normal' },
      '& time::first-letter': { textTransform: 'uppercase' },
    },
  }),
  { name: 'PantherKnownRow' },
);

/** A log source that Panther has, or what was last known of one that is gone. */
export function KnownRow(props: {
  link: LogSourceLink;
  logSource: LogSource;
  onUnlink?: (link: LogSourceLink) => void;
}) {
  const { link, logSource, onUnlink } = props;
  const classes = useStyles();
  return (
    <TableRow>
      <LogSourceName link={link} onUnlink={onUnlink} />
      <TableCell>
        <StatusChip status={logSource.status} />
        <Typography
          variant="caption"
          component="p"
          className={classes.statusSince}
        >
          since <Timestamp at={logSource.statusSince} />
        </Typography>
        {logSource.status !== 'healthy' && (
          <LogSourceReasons reasons={logSource.reasons ?? []} />
        )}
      </TableCell>
      <TableCell>
        <ReceivedLogs logSource={logSource} />
      </TableCell>
      <TableCell className={classes.moment}>
        <EventTime logSource={logSource} field="lastEventReceivedAt" />
      </TableCell>
      <TableCell className={classes.moment}>
        <EventTime logSource={logSource} field="lastEventProcessedAt" />
      </TableCell>
    </TableRow>
  );
}

/** "Never" is a finding, so it is only said where Panther did answer. */
function EventTime(props: {
  logSource: LogSource;
  field: 'lastEventReceivedAt' | 'lastEventProcessedAt';
}) {
  const { logSource, field } = props;
  const at = logSource[field];
  if (at) {
    return <Timestamp at={at} />;
  }
  return (
    <>
      {logSource.degradedFields.includes(field)
        ? 'Panther did not say'
        : 'Never'}
    </>
  );
}
