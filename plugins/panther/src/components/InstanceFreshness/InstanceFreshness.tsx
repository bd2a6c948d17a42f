import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Freshness, InstanceProblem } from 'backstage-plugin-panther-common';
import { Notice } from '../Notice';
import { Timestamp } from '../Timestamp';

type Severity = 'error' | 'warning';

const appearances: Record<
  InstanceProblem['code'],
  { title: string; severity: Severity }
> = {
  unreachable: { title: 'Panther cannot be reached', severity: 'warning' },
  notReadYet: { title: 'Panther has not been read yet', severity: 'warning' },
  heldBack: {
    title: 'Panther suddenly lists far fewer log sources',
    severity: 'warning',
  },
  unexpectedAnswer: {
    title: 'Something other than Panther answered',
    severity: 'warning',
  },
  tokenRefused: {
    title: "Panther refuses the portal's token",
    severity: 'error',
  },
  permissionMissing: {
    title: "The portal's token lacks a permission in Panther",
    severity: 'error',
  },
};

const useStyles = makeStyles(
  theme => ({
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: theme.spacing(2),
    },
  }),
  { name: 'PantherInstanceFreshness' },
);

/** How old what is shown of one Panther instance is, and what keeps it from being newer. */
export function InstanceFreshness(props: { freshness: Freshness }) {
  const { freshness } = props;
  const { title, asOf, consoleUrl } = freshness;
  const classes = useStyles();
  return (
    <>
      <StaleNotice freshness={freshness} />
      <Typography component="div" className={classes.line}>
        <span>
          {title}, {asOf ? 'as of ' : 'not read yet'}
          {asOf && <Timestamp at={asOf} />}
        </span>
        {consoleUrl && <Link to={consoleUrl}>Open Panther Console</Link>}
      </Typography>
    </>
  );
}

function StaleNotice(props: { freshness: Freshness }) {
  const { asOf, stale, problem } = props.freshness;
  const consequence = asOf
    ? 'What is shown is what was known before.'
    : 'Nothing is known of its log sources yet.';
  if (problem) {
    return (
      <Notice {...appearances[problem.code]}>
        <div>{problem.message}</div>
        <div>{consequence}</div>
      </Notice>
    );
  }
  return stale ? (
    <Notice severity="warning" title="What is shown may be out of date">
      Panther should have been read again by now. {consequence}
    </Notice>
  ) : null;
}
