import { parseEntityRef } from '@backstage/catalog-model';
import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import Typography from '@material-ui/core/Typography';
import { LogSource, LogSourceLink } from 'backstage-plugin-panther-common';

const useStyles = makeStyles(
  theme => ({
    label: {
      fontWeight: 'bold',
    },
    caption: {
      color: theme.palette.text.secondary,
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'PantherLogSourceName' },
);

/** Heads a row: what the log source is called, what it is, and what ties it to the entity. */
export function LogSourceName(props: { link: LogSourceLink }) {
  const { link } = props;
  const { logSource } = link;
  const classes = useStyles();
  return (
    // Material UI gives every th of a table body the role of a plain cell.
    <TableCell component="th" scope="row" role="rowheader">
      <Typography variant="body2" className={classes.label}>
        {nameOf(link)}
      </Typography>
      {captionsOf(link).map(caption => (
        <Typography
          key={caption}
          variant="caption"
          component="p"
          className={classes.caption}
        >
          {caption}
        </Typography>
      ))}
      {logSource && <Remark link={link} logSource={logSource} />}
    </TableCell>
  );
}

function nameOf(link: LogSourceLink): string {
  const { origin, evidence, logSource, logSourceRef } = link;
  if (logSource) {
    return logSource.label;
  }
  // Somebody who reads the annotation looks for the ref as it is written there.
  return origin === 'annotation'
    ? evidence.value
    : logSourceRef ?? evidence.value;
}

/** What keeps the row from being the present state of the log source. */
function Remark(props: { link: LogSourceLink; logSource: LogSource }) {
  const { message } = props.link;
  const { readProblem } = props.logSource;
  const remark =
    message ??
    (readProblem && `${readProblem} What is shown is what was known before.`);
  return remark ? <Typography variant="body2">{remark}</Typography> : null;
}

function captionsOf(link: LogSourceLink): string[] {
  const { origin, evidence, logSource } = link;
  const linkedBy = describeOrigin(link);
  if (!logSource) {
    return [linkedBy];
  }
  const { type, isEditable, status } = logSource;
  return [
    `${type}, ${origin === 'annotation' ? evidence.value : logSource.ref}`,
    linkedBy,
    ...(isEditable || status === 'gone'
      ? []
      : ['Panther does not let it be edited']),
  ];
}

function describeOrigin({ origin, evidence }: LogSourceLink): string {
  return origin === 'annotation'
    ? `Linked by annotation ${evidence.annotation}`
    : `Linked by bucket ${evidence.value} of ${
        parseEntityRef(evidence.entityRef).name
      }`;
}
