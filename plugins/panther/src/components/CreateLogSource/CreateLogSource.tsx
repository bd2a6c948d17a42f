import { CompoundEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { LinkButton } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import CreateIcon from '@material-ui/icons/Add';
import {
  pantherLinkCreatePermission,
  pantherLogSourceCreatePermission,
} from 'backstage-plugin-panther-common';
import { useCallback, useMemo } from 'react';
import { useRequest } from '../../hooks/useRequest';
import { templateRouteRef } from '../../routes';

/** The template that the project brings. */
const DEFAULT_TEMPLATE = 'template:default/send-s3-logs-to-panther';

/**
 * Leads a user who is permitted to make log sources, and to link them to the entity, to the software
 * template for it, where the portal has one.
 *
 * @param entityRef - whose logs are to be read
 */
export function CreateLogSource(props: {
  entityRef: string;
  template: string | undefined;
}) {
  const { entityRef, template = DEFAULT_TEMPLATE } = props;
  const { allowed: mayCreate } = usePermission({
    permission: pantherLogSourceCreatePermission,
  });
  const { allowed: mayLink } = usePermission({
    permission: pantherLinkCreatePermission,
    resourceRef: entityRef,
  });
  const templateRef = useMemo(
    () =>
      parseEntityRef(template, {
        defaultKind: 'template',
        defaultNamespace: 'default',
      }),
    [template],
  );
  const linkToTemplate = useRouteRef(templateRouteRef);
  if (!mayCreate || !mayLink || !linkToTemplate) {
    return null;
  }
  const { namespace, name } = templateRef;
  const formData = encodeURIComponent(JSON.stringify({ component: entityRef }));
  return (
    <WhereInCatalog templateRef={templateRef}>
      <LinkButton
        startIcon={<CreateIcon />}
        to={`${linkToTemplate({
          namespace,
          templateName: name,
        })}?formData=${formData}`}
      >
        Create log source
      </LinkButton>
    </WhereInCatalog>
  );
}

function WhereInCatalog(props: {
  templateRef: CompoundEntityRef;
  children: JSX.Element;
}) {
  const { templateRef, children } = props;
  const catalogApi = useApi(catalogApiRef);
  const { answer, error } = useRequest(
    useCallback(
      () => catalogApi.getEntityByRef(templateRef),
      [catalogApi, templateRef],
    ),
  );
  // Where the catalog does not answer, the page of the template says so to whoever goes there.
  return answer || error ? children : null;
}
