import Button from '@material-ui/core/Button';
import { Notice } from '../Notice';
import { explainError } from './explainError';

/**
 * Our own backend gave no answer: why, and a way to ask it again.
 *
 * @param title - what could not be loaded, where that is not the log sources of a component
 */
export function LoadError(props: {
  error: Error;
  title?: string;
  oldAnswerShown: boolean;
  onRetry: () => void;
}) {
  const { title, message } = explainError(props.error);
  return (
    <Notice
      severity="error"
      title={props.title ?? title}
      action={
        <Button variant="outlined" size="small" onClick={props.onRetry}>
          Try again
        </Button>
      }
    >
      {message}
      {props.oldAnswerShown && ' What is shown below was loaded before.'}
    </Notice>
  );
}
