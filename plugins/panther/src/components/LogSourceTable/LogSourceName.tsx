import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import Typography from '@material-ui/core/Typography';
import { LogSource, LogSourceLink } from 'backstage-plugin-panther-common';
import { describeEvidence } from '../../describeEvidence';
import { nameOfLink } from '../../nameOfLink';
import { PortalLinkCaption } from './PortalLinkCaption';

const useStyles = makeStyles(
  theme => ({
    label: {
      fontWeight: 'bold',
    },
    caption: {
      color: theme.palette.text.secondary,
      overflowWrap: 'anywhere',
      '& time': { whiteSpace: 'nowrap' },
    },
    unlink: {
      marginTop: theme.spacing(1),
    },
  }),
  { name: 'PantherLogSourceName' },
);

/**
 * Heads a row: what the log source is called, what it is, and what ties it to the entity.
 *
 * @param onUnlink - absent where the user may not take back links that were made in the portal
 */
export function LogSourceName(props: {
  link: LogSourceLink;
  onUnlink?: (link: LogSourceLink) => void;
}) {
  const { link, onUnlink } = props;
  const { logSource, logSourceRef, portalLink } = link;
  const name = nameOfLink(link);
  const classes = useStyles();
  return (
    // Material UI gives every th of a table body the role of a plain cell.
    <TableCell component="th" scope="row" role="rowheader">
      <Typography variant="body2" className={classes.label}>
        {name}
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
      {portalLink && (
        <Typography variant="caption" component="p" className={classes.caption}>
          <PortalLinkCaption portalLink={portalLink} />
        </Typography>
      )}
      {logSource && <Remark link={link} logSource={logSource} />}
      {portalLink && logSourceRef && onUnlink && (
        <Button
          size="small"
          variant="outlined"
          className={classes.unlink}
          aria-haspopup="dialog"
          aria-label={`Unlink ${name}`}
          onClick={() => onUnlink(link)}
        >
          Unlink
        </Button>
      )}
    </TableCell>
  );
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
  const evidenceWords = describeEvidence(link);
  const linkedBy = evidenceWords ? [`Linked by ${evidenceWords}`] : [];
  if (!logSource) {
    return linkedBy;
  }
  const { type, isEditable, status, ref } = logSource;
  const writtenRef = origin === 'annotation' ? evidence?.value : undefined;
  return [
    `${type}, ${writtenRef ?? ref}`,
    ...linkedBy,
    ...(isEditable || status === 'gone'
      ? []
      : ['Panther does not let it be edited']),
  ];
}
