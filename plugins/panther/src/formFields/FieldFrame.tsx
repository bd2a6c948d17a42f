import { MarkdownContent } from '@backstage/core-components';
import FormHelperText from '@material-ui/core/FormHelperText';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { LiveStatus } from '../components/LiveStatus';
import { FieldDescription } from './describeField';

const useStyles = makeStyles(
  theme => ({
    help: {
      ...theme.typography.caption,
      color: theme.palette.text.secondary,
      '& p': { margin: 0 },
    },
  }),
  { name: 'PantherFieldFrame' },
);

/**
 * A form field with its help, and what is wrong with what is in it.
 *
 * @param problem - what is wrong with it while it is being filled in
 */
export function FieldFrame(props: {
  field: FieldDescription;
  problem: string | undefined;
  children: ReactNode;
}) {
  const { field, children } = props;
  const { help, helpId, problemId, errors } = field;
  // The form goes on showing what it found when it was submitted.
  const problem =
    props.problem && !errors.includes(props.problem) ? props.problem : '';
  const classes = useStyles();
  return (
    <>
      {children}
      <div id={helpId}>
        <MarkdownContent
          content={help}
          linkTarget="_blank"
          className={classes.help}
        />
      </div>
      <FormHelperText id={problemId} error aria-live="polite">
        {problem}
      </FormHelperText>
      <LiveStatus>{errors.join(' ')}</LiveStatus>
    </>
  );
}
