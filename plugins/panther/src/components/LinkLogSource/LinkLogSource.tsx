import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import LinkIcon from '@material-ui/icons/Link';
import {
  LogSourceLink,
  pantherLinkCreatePermission,
} from 'backstage-plugin-panther-common';
import { useState } from 'react';
import { LinkLogSourceDialog } from './LinkLogSourceDialog';

/** Lets a user who is permitted to link a log source to an entity in the portal. */
export function LinkLogSource(props: {
  entity: Entity;
  links: LogSourceLink[];
  onLinked: () => void;
}) {
  const { entity, links, onLinked } = props;
  const { allowed } = usePermission({
    permission: pantherLinkCreatePermission,
    resourceRef: stringifyEntityRef(entity),
  });
  const [open, setOpen] = useState(false);
  if (!allowed) {
    return null;
  }
  return (
    <>
      <Button
        startIcon={<LinkIcon />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        Link log source
      </Button>
      {open && (
        <LinkLogSourceDialog
          entity={entity}
          links={links}
          onClose={() => setOpen(false)}
          onLinked={() => {
            setOpen(false);
            onLinked();
          }}
        />
      )}
    </>
  );
}
