import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { usePermission } from '@backstage/plugin-permission-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  EntityLogSources,
  LogSourceLink,
  pantherLinkDeletePermission,
} from 'backstage-plugin-panther-common';
import { useState } from 'react';
import { keptAnnotationRefs } from '../../keptAnnotationRefs';
import { LinkInstructions } from '../LinkInstructions';
import { LogSourceTable } from '../LogSourceTable';
import { UnlinkLogSourceDialog } from '../UnlinkLogSourceDialog';

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
  onUnlinked: () => void;
}) {
  const { entity, answer, onUnlinked } = props;
  const { links, freshness } = answer;
  const { allowed: mayUnlink } = usePermission({
    permission: pantherLinkDeletePermission,
    resourceRef: stringifyEntityRef(entity),
  });
  const [unlinking, setUnlinking] = useState<LogSourceLink>();
  const classes = useStyles();
  const leadsNowhere = links.some(
    ({ state }) => state === 'gone' || state === 'unknown',
  );
  return (
    <div className={classes.root}>
      <LogSourceTable
        links={links}
        knownProblems={freshness.flatMap(({ problem }) =>
          problem ? [problem.message] : [],
        )}
        onUnlink={mayUnlink ? setUnlinking : undefined}
      />
      {leadsNowhere && (
        <LinkInstructions
          entity={entity}
          title="Link another log source instead"
          keptRefs={keptAnnotationRefs(links)}
        />
      )}
      {unlinking?.logSourceRef && (
        <UnlinkLogSourceDialog
          entity={entity}
          link={unlinking}
          logSourceRef={unlinking.logSourceRef}
          onClose={() => setUnlinking(undefined)}
          onUnlinked={() => {
            setUnlinking(undefined);
            onUnlinked();
          }}
        />
      )}
    </div>
  );
}
