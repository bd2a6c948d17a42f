import { Entity } from '@backstage/catalog-model';
import { makeStyles } from '@material-ui/core/styles';
import { EntityLogSources } from 'backstage-plugin-panther-common';
import { LinkInstructions } from '../LinkInstructions';
import { LogSourceTable } from '../LogSourceTable';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
    },
  }),
  { name: 'PantherLinkedLogSources' },
);

/** The log sources that an entity links to, and how to link another where a link leads nowhere. */
export function LinkedLogSources(props: {
  entity: Entity;
  answer: EntityLogSources;
}) {
  const { entity, answer } = props;
  const { links, freshness } = answer;
  const classes = useStyles();
  const keptLinks = links.filter(
    ({ state }) => state !== 'gone' && state !== 'unknown',
  );
  return (
    <div className={classes.root}>
      <LogSourceTable
        links={links}
        knownProblems={freshness.flatMap(({ problem }) =>
          problem ? [problem.message] : [],
        )}
      />
      {keptLinks.length < links.length && (
        <LinkInstructions
          entity={entity}
          title="Link another log source instead"
          keptRefs={keptLinks
            .filter(({ origin }) => origin === 'annotation')
            .map(({ evidence }) => evidence.value)}
        />
      )}
    </div>
  );
}
