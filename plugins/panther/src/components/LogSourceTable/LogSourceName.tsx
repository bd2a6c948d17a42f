import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import Typography from '@material-ui/core/Typography';
import { LogSourceLink } from 'backstage-plugin-panther-common';

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
  const { evidence, logSource } = link;
  const classes = useStyles();
  return (
    // Material UI gives every th of a table body the role of a plain cell.
    <TableCell component="th" scope="row" role="rowheader">
      <Typography variant="body2" className={classes.label}>
        {logSource?.label ?? evidence.value}
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
    </TableCell>
  );
}

function captionsOf({ evidence, logSource }: LogSourceLink): string[] {
  const linkedBy = `Linked by annotation ${evidence.annotation}`;
  if (!logSource) {
    return [linkedBy];
  }
  const { type, isEditable } = logSource;
  return [
    `${type}, ${evidence.value}`,
    linkedBy,
    ...(isEditable ? [] : ['Panther does not let it be edited']),
  ];
}
