import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import {
  parseLogSourceRef,
  S3SourceSettingsAnswer,
} from 'backstage-plugin-panther-common';
import { useCallback, useEffect } from 'react';
import { pantherApiRef } from '../api';
import { LoadError } from '../components/LoadError';
import { useRequest } from '../hooks/useRequest';
import { checkChange } from './checkChange';
import { PrefixRows, toRows } from './PrefixRows';
import { S3SourceChange } from './types';
import { useSettled } from './useSettled';

const useStyles = makeStyles(
  theme => ({
    root: {
      marginTop: theme.spacing(2),
    },
  }),
  { name: 'PantherS3SourceSettings' },
);

/** What can be changed of an S3 source, beginning with what Panther has now. */
export function S3SourceSettings(props: {
  id: string;
  logSourceRef: string;
  change: Partial<S3SourceChange>;
  disabled: boolean;
  onChange: (change: Partial<S3SourceChange>) => void;
}) {
  const { logSourceRef, change, onChange } = props;
  const pantherApi = useApi(pantherApiRef);
  const { answer, error, loading, askAgain } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        pantherApi.getS3Source(parseLogSourceRef(logSourceRef), { signal }),
      [pantherApi, logSourceRef],
    ),
  );

  const canBegin =
    !loading && answer?.revision !== undefined && answer.isEditable;
  useEffect(() => {
    // Who comes back to this page of the form finds what they left.
    const { label, prefixes } = change;
    if (canBegin && (!change.revision || label === undefined || !prefixes)) {
      const { settings } = answer;
      onChange({
        // A link to the form may bring some of it along.
        label: label ?? settings.label,
        prefixes: prefixes ? toRows(prefixes) : settings.prefixes,
        logSourceRef,
        revision: change.revision ?? answer.revision,
      });
    }
  }, [canBegin, answer, change, logSourceRef, onChange]);

  if (loading) {
    return <Progress />;
  }
  if (error || !answer) {
    return (
      <LoadError
        title="The settings of the log source could not be loaded"
        error={error ?? new Error('nothing came back')}
        oldAnswerShown={false}
        onRetry={askAgain}
      />
    );
  }
  return (
    <Loaded
      {...props}
      change={{
        ...change,
        prefixes: change.prefixes && toRows(change.prefixes),
      }}
      answer={answer}
      onStartOver={() => {
        onChange({ logSourceRef });
        askAgain();
      }}
    />
  );
}

function Loaded(props: {
  id: string;
  logSourceRef: string;
  change: Partial<S3SourceChange>;
  disabled: boolean;
  answer: S3SourceSettingsAnswer;
  onChange: (change: Partial<S3SourceChange>) => void;
  onStartOver: () => void;
}) {
  const { id, logSourceRef, change, disabled, answer, onChange } = props;
  const { awsAccountId, bucket } = answer.settings;
  const classes = useStyles();
  const labelProblem = useLabelProblem(change, answer);
  const { label, prefixes } = change;
  // What keeps it from being changed at all is no matter of one of its parts.
  const refusal = checkChange(change, answer).find(
    ({ field }) => field === 'logSourceRef',
  );
  return (
    <div role="group" aria-label="What Panther reads" className={classes.root}>
      <Typography variant="body2">
        Bucket {bucket} of the AWS account {awsAccountId}
      </Typography>
      <FormHelperText error role="alert">
        {change.revision || !answer.isEditable || answer.state === 'deleted'
          ? refusal?.message
          : ''}
      </FormHelperText>
      {label !== undefined && prefixes && (
        <>
          <TextField
            id={`${id}-change-label`}
            label="Label"
            variant="outlined"
            margin="dense"
            fullWidth
            required
            disabled={disabled}
            error={labelProblem !== ''}
            inputProps={{ 'aria-describedby': `${id}-change-label-problem` }}
            value={label}
            onChange={event =>
              onChange({ ...change, label: event.target.value })
            }
          />
          <FormHelperText
            id={`${id}-change-label-problem`}
            error
            aria-live="polite"
          >
            {labelProblem}
          </FormHelperText>
          <PrefixRows
            id={`${id}-prefixes`}
            instance={parseLogSourceRef(logSourceRef).instance}
            rows={prefixes}
            disabled={disabled}
            check={rows => checkChange({ ...change, prefixes: rows }, answer)}
            onChange={changed => onChange({ ...change, prefixes: changed })}
          />
          <Button disabled={disabled} onClick={props.onStartOver}>
            Start over
          </Button>
        </>
      )}
    </div>
  );
}

function useLabelProblem(
  change: Partial<S3SourceChange>,
  answer: S3SourceSettingsAnswer,
): string {
  const settled = useSettled(change.label);
  const explain = (label: string | undefined) =>
    checkChange({ ...change, label }, answer)
      .filter(({ field }) => field === 'label')
      .map(({ message }) => message)
      .join(' ');
  const problem = explain(change.label);
  return problem === explain(settled) ? problem : '';
}
