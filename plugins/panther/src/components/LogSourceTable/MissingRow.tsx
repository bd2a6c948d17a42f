import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import { LogSourceLink } from 'backstage-plugin-panther-common';
import { StatusChip } from '../StatusChip';
import { LogSourceName } from './LogSourceName';

/**
 * A link whose log source Panther does not have, could not be asked for, or is not the user's to see.
 *
 * @param knownProblems - what has been said of Panther already, and needs no repeating in each row
 */
export function MissingRow(props: {
  link: LogSourceLink;
  knownProblems: string[];
  onUnlink?: (link: LogSourceLink) => void;
}) {
  const { link, knownProblems, onUnlink } = props;
  const { state, message } = link;
  return (
    <TableRow>
      <LogSourceName link={link} onUnlink={onUnlink} />
      <TableCell>
        <StatusChip status={state === 'found' ? 'unavailable' : state} />
      </TableCell>
      <TableCell colSpan={3}>
        {message && !knownProblems.includes(message)
          ? message
          : 'Not known until Panther can be read.'}
      </TableCell>
    </TableRow>
  );
}
