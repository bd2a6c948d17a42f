import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { PortalLink } from 'backstage-plugin-panther-common';
import { ReactNode } from 'react';
import { formatExactTime } from '../Timestamp';

/** Who linked a log source in the portal, and when. */
export function PortalLinkCaption(props: { portalLink: PortalLink }) {
  const { linkedBy, linkedAt } = props.portalLink;
  return (
    <>
      Linked in the portal{by(linkedBy)} on{' '}
      <time dateTime={linkedAt}>{formatExactTime(linkedAt)}</time>
    </>
  );
}

function by(linkedBy: string | undefined): ReactNode {
  if (!linkedBy) {
    return null;
  }
  return (
    <>
      {' '}
      by{' '}
      {linkedBy.startsWith('user:') ? (
        <EntityRefLink entityRef={linkedBy} hideIcon />
      ) : (
        // The subject of a service looks like an entity ref, but there is no such entity.
        linkedBy
      )}
    </>
  );
}
