import { Notice } from '../Notice';
import { explainWriteError } from './explainWriteError';

/** Why something that the user wanted done was not, or may not have been. */
export function WriteError(props: { title: string; error: Error }) {
  return (
    <Notice severity="error" title={props.title}>
      {explainWriteError(props.error)}
    </Notice>
  );
}
