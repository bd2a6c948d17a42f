import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Progress } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ReloadIcon from '@material-ui/icons/Refresh';
import { EntityLogSources as Answer } from 'backstage-plugin-panther-common';
import { useEntityLogSources } from '../../hooks/useEntityLogSources';
import { CreateLogSource } from '../CreateLogSource';
import { InstanceFreshness } from '../InstanceFreshness';
import { LinkedLogSources } from '../LinkedLogSources';
import { LinkInstructions } from '../LinkInstructions';
import { LinkLogSource } from '../LinkLogSource';
import { LiveStatus } from '../LiveStatus';
import { LoadError } from '../LoadError';
import { UnmatchedBuckets } from '../UnmatchedBuckets';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
    },
    header: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
    heading: {
      margin: 0,
      marginRight: 'auto',
    },
  }),
  { name: 'PantherEntityLogSources' },
);

/**
 * Which Panther log sources belong to the entity of the page, and how they are doing.
 *
 * @param createTemplate - the ref of the software template with which people make a log source
 *
 * @public
 */
export function EntityLogSources(props: { createTemplate?: string }) {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  return (
    <Content
      // Nothing of one entity stays when the page moves on to another.
      key={entityRef}
      entity={entity}
      entityRef={entityRef}
      createTemplate={props.createTemplate}
    />
  );
}

function Content(props: {
  entity: Entity;
  entityRef: string;
  createTemplate: string | undefined;
}) {
  const { entity, entityRef, createTemplate } = props;
  const { answer, error, reloading, reload } = useEntityLogSources(entityRef);
  const classes = useStyles();
  const firstLoad = !answer && !error;
  return (
    <div className={classes.root}>
      <div className={classes.header}>
        <Typography variant="h6" component="h2" className={classes.heading}>
          Log sources
        </Typography>
        {answer && (
          <>
            <CreateLogSource entityRef={entityRef} template={createTemplate} />
            <LinkLogSource
              entity={entity}
              links={answer.links}
              onLinked={reload}
            />
            <Button startIcon={<ReloadIcon />} onClick={reload}>
              {reloading ? 'Reloading' : 'Reload'}
            </Button>
          </>
        )}
      </div>
      <LiveStatus>
        {firstLoad || reloading ? 'Loading log sources' : ''}
      </LiveStatus>
      {firstLoad && <Progress />}
      {error && (
        <LoadError
          error={error}
          oldAnswerShown={answer !== undefined}
          onRetry={reload}
        />
      )}
      {answer && <Loaded entity={entity} answer={answer} reload={reload} />}
    </div>
  );
}

function Loaded(props: { entity: Entity; answer: Answer; reload: () => void }) {
  const { entity, answer, reload } = props;
  return (
    <>
      {answer.freshness.map(freshness => (
        <InstanceFreshness key={freshness.instance} freshness={freshness} />
      ))}
      <UnmatchedBuckets buckets={answer.unmatchedBuckets ?? []} />
      {answer.links.length > 0 ? (
        <LinkedLogSources entity={entity} answer={answer} onUnlinked={reload} />
      ) : (
        <LinkInstructions
          entity={entity}
          title="No log source is linked yet"
          keptRefs={[]}
        />
      )}
    </>
  );
}
