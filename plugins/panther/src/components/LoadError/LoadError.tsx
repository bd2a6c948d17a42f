import Button from '@material-ui/core/Button';
import { Notice } from '../Notice';
import { explainError } from './explainError';

/** Our own backend gave no answer: why, and a way to ask it again. */
export function LoadError(props: {
  error: Error;
  oldAnswerShown: boolean;
  onRetry: () => void;
}) {
  const { title, message } = explainError(props.error);
  return (
    <Notice
      severity="error"
      title={title}
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
