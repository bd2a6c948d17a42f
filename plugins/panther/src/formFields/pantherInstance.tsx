import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Instance } from 'backstage-plugin-panther-common';
import { useCallback, useEffect } from 'react';
import { pantherApiRef } from '../api';
import { LoadError } from '../components/LoadError';
import { useRequest } from '../hooks/useRequest';
import { askForValidation } from './askForValidation';
import { describeField } from './describeField';
import { FieldFrame } from './FieldFrame';
import { instanceSchema } from './schemas';
import { FieldDefinition } from './types';

const useStyles = makeStyles(
  theme => ({
    label: {
      // What cannot be chosen is there to be read all the same.
      color: theme.palette.text.primary,
    },
    caption: {
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'PantherInstanceField' },
);

function PantherInstance(props: FieldExtensionComponentProps<string, {}>) {
  const { formData, onChange } = props;
  const pantherApi = useApi(pantherApiRef);
  const { answer, error, loading, askAgain } = useRequest(
    useCallback(
      (signal: AbortSignal) => pantherApi.listInstances({ signal }),
      [pantherApi],
    ),
  );
  const instances = answer?.items ?? [];
  const field = describeField(props, {
    title: 'Panther instance',
    help: 'The Panther tenant in which the log source is.',
  });

  const writable = instances.filter(instance => instance.writable);
  const onlyOne = writable.length === 1 ? writable[0]?.id : undefined;
  useEffect(() => {
    if (onlyOne && !formData) {
      onChange(onlyOne);
    }
  }, [onlyOne, formData, onChange]);

  return (
    <FieldFrame
      field={field}
      problem={answer && explainChoice(instances, formData)}
    >
      <FormControl
        component="fieldset"
        required={field.required}
        disabled={field.disabled}
        error={field.errors.length > 0}
        aria-describedby={field.describedBy}
      >
        <FormLabel component="legend">{field.title}</FormLabel>
        <RadioGroup
          aria-label={field.title}
          aria-busy={loading}
          value={formData ?? null}
          onChange={event => onChange(event.target.value)}
        >
          {instances.map(instance => (
            <InstanceChoice
              key={instance.id}
              instance={instance}
              disabled={field.disabled}
            />
          ))}
        </RadioGroup>
      </FormControl>
      {loading && <Progress />}
      {error && !loading && (
        <LoadError
          title="The Panther instances could not be loaded"
          error={error}
          oldAnswerShown={false}
          onRetry={askAgain}
        />
      )}
    </FieldFrame>
  );
}

function InstanceChoice(props: { instance: Instance; disabled: boolean }) {
  const { id, title, writable } = props.instance;
  const classes = useStyles();
  return (
    <FormControlLabel
      value={id}
      control={<Radio color="primary" />}
      disabled={!writable || props.disabled}
      label={
        <span className={classes.label}>
          {title}{' '}
          <Typography
            variant="caption"
            component="span"
            className={classes.caption}
          >
            {writable
              ? id
              : `${id}, can only be read: the portal has no token that may change its log sources (manageToken)`}
          </Typography>
        </span>
      }
    />
  );
}

function explainChoice(
  instances: Instance[],
  chosen: string | undefined,
): string | undefined {
  if (instances.length === 0) {
    return 'The portal has no Panther instance; whoever runs it has to configure one.';
  }
  if (!instances.some(({ writable }) => writable)) {
    return 'The portal may not change the log sources of any Panther instance; whoever runs it has to configure a manageToken.';
  }
  const instance = instances.find(({ id }) => id === chosen);
  if (chosen && !instance?.writable) {
    return instance
      ? `The portal may not change the log sources of ${instance.title}; choose another instance.`
      : `The portal has no Panther instance '${chosen}'; choose another.`;
  }
  return undefined;
}

export const pantherInstance: FieldDefinition<string, {}> = {
  name: 'PantherInstance',
  component: PantherInstance,
  schema: instanceSchema,
  async validation(chosen, { addError }, { apiHolder }) {
    const { items } = await askForValidation(apiHolder, (pantherApi, signal) =>
      pantherApi.listInstances({ signal }),
    );
    const problem = explainChoice(items, chosen);
    if (problem) {
      addError(problem);
    }
  },
};
