import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { LogSourceLink } from 'backstage-plugin-panther-common';
import { KnownRow } from './KnownRow';
import { MissingRow } from './MissingRow';

const useStyles = makeStyles(
  theme => ({
    table: {
      minWidth: 960,
      '& th, & td': {
        padding: theme.spacing(2),
        borderBottom: `1px solid ${theme.palette.divider}`,
        lineHeight: theme.typography.body2.lineHeight,
        verticalAlign: 'top',
      },
      '& thead th': {
        color: theme.palette.text.primary,
        fontWeight: 'bold',
        wordBreak: 'normal',
      },
      // The stripes of the Backstage theme leave too little contrast for the captions.
      '& tbody tr:nth-of-type(n)': {
        backgroundColor: theme.palette.background.paper,
      },
    },
    name: {
      width: '26%',
    },
    status: {
      width: '25%',
    },
    logs: {
      width: '25%',
    },
    // Rows of links without a log source need none of these columns and would squeeze them.
    time: {
      width: '12%',
    },
  }),
  { name: 'PantherLogSourceTable' },
);

/**
 * One row for each link, in the order in which the entity names them.
 *
 * @param onUnlink - absent where the user may not take back links that were made in the portal
 */
export function LogSourceTable(props: {
  links: LogSourceLink[];
  knownProblems: string[];
  onUnlink?: (link: LogSourceLink) => void;
}) {
  const { links, knownProblems, onUnlink } = props;
  const classes = useStyles();
  return (
    // A narrow window scrolls the table, and the keyboard must reach it to do so.
    <TableContainer
      component={Paper}
      role="region"
      aria-label="Linked log sources"
      tabIndex={0}
    >
      <Table className={classes.table} aria-label="Linked log sources">
        <TableHead>
          <TableRow>
            <TableCell className={classes.name}>Log source</TableCell>
            <TableCell className={classes.status}>Status</TableCell>
            <TableCell className={classes.logs}>Receives</TableCell>
            <TableCell className={classes.time}>Last event received</TableCell>
            <TableCell className={classes.time}>Last event processed</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {links.map((link, index) =>
            link.logSource ? (
              <KnownRow
                key={link.logSource.ref}
                link={link}
                logSource={link.logSource}
                onUnlink={onUnlink}
              />
            ) : (
              <MissingRow
                // What is hidden need not have a ref.
                key={link.logSourceRef ?? `hidden ${index}`}
                link={link}
                knownProblems={knownProblems}
                onUnlink={onUnlink}
              />
            ),
          )}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
