import { Entity } from '@backstage/catalog-model';
import Typography from '@material-ui/core/Typography';
import {
  DEFAULT_INSTANCE,
  LogSource,
  LogSourceLink,
} from 'backstage-plugin-panther-common';
import { keptAnnotationRefs } from '../../keptAnnotationRefs';
import { AnnotationToCommit } from '../AnnotationToCommit';

/** How to make the same link in the catalog file, where it is kept with the code. */
export function AnnotationInstead(props: {
  entity: Entity;
  links: LogSourceLink[];
  logSource: LogSource;
}) {
  const { entity, links, logSource } = props;
  const { instance, integrationId, ref } = logSource;
  return (
    <section>
      <Typography variant="subtitle1" component="h3">
        Or link it in the catalog file
      </Typography>
      <Typography variant="body2">
        Here, the portal keeps the link. In the catalog file it is kept with the
        code and reviewed like it; commit this annotation instead:
      </Typography>
      <AnnotationToCommit
        entity={entity}
        refs={[
          ...keptAnnotationRefs(links),
          instance === DEFAULT_INSTANCE ? integrationId : ref,
        ]}
      />
    </section>
  );
}
