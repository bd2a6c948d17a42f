import {
  LinkOrigin,
  LogSourceLink,
  LogSourceRef,
  pantherLogSourceReadPermission,
  PortalLink,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { Inventory, InventoryAnswer } from '../inventory/Inventory';

/** The questions of the inventory that links are worked out with. */
export type LogSourceLookup = Pick<
  Inventory,
  'instanceIds' | 'findLogSources' | 'findS3Mappings'
>;
import { LinkEvidence } from '../links/claims';

/** A link of an entity, before anybody has looked whether the log source is there. */
export interface EntityLink {
  ref: LogSourceRef;
  origin: LinkOrigin;
  /** Absent where the origin is the portal. */
  evidence?: LinkEvidence;
  /** Present where it has been made in the portal, whatever its origin. */
  portalLink?: PortalLink;
  /** True where that was for another entity of the same name. */
  isOutdated?: boolean;
}

/** What is hidden, as far as it may be told. */
const HIDDEN: Record<LinkOrigin, string> = {
  annotation: 'this log source',
  bucket: 'every log source that reads this bucket',
  portal: 'every log source that is linked here in the portal',
};

const OUTDATED =
  'The link in the portal was made for an earlier entity of this name, and gives the owners of this one no rights; unlink the log source and link it again to renew it.';

/** Links with what the inventory knows of their log sources, by instance. */
export function toLogSourceLinks(
  links: EntityLink[],
  answers: Map<string, InventoryAnswer>,
  inventory: LogSourceLookup,
): LogSourceLink[] {
  return withoutRepetition(
    links.map(link =>
      toLogSourceLink(link, answers.get(link.ref.instance), inventory),
    ),
  );
}

/**
 * Several hidden log sources on one bucket, or of the portal, are the same link, which does not tell
 * how many they are.
 */
function withoutRepetition(links: LogSourceLink[]): LogSourceLink[] {
  const distinct = new Map(
    links.map(link => [
      link.logSourceRef ?? JSON.stringify([link.origin, link.evidence]),
      link,
    ]),
  );
  return [...distinct.values()];
}

function toLogSourceLink(
  { ref, isOutdated, ...known }: EntityLink,
  answer: InventoryAnswer | undefined,
  inventory: LogSourceLookup,
): LogSourceLink {
  const { integrationId } = ref;
  const link = { logSourceRef: stringifyLogSourceRef(ref), ...known };
  if (!answer) {
    return {
      ...link,
      state: 'unknown',
      message: explainInstance(ref.instance, known.origin, inventory),
    };
  }
  if (answer.hidden.has(integrationId)) {
    return toHidden({ ref, ...known });
  }
  const logSource = answer.logSources.get(integrationId);
  if (logSource?.status === 'gone') {
    return {
      ...link,
      state: 'gone',
      logSource,
      message: `Panther (${answer.freshness.title}) has this log source no more: it has been deleted there.`,
    };
  }
  if (logSource) {
    return {
      ...link,
      state: 'found',
      logSource,
      ...(isOutdated && { message: OUTDATED }),
    };
  }
  const unusable = answer.unusable.get(integrationId);
  if (unusable) {
    return { ...link, state: 'unavailable', message: unusable };
  }
  const { title, asOf, problem } = answer.freshness;
  if (!asOf) {
    return { ...link, state: 'unavailable', message: problem?.message };
  }
  return {
    ...link,
    state: 'unknown',
    message: problem
      ? `Panther (${title}) had no log source with this id when it was last read.`
      : `Panther (${title}) has no log source with this id: ${
          known.portalLink ? '' : 'the id is mistyped, or '
        }it was deleted long ago.`,
  };
}

function explainInstance(
  instance: string,
  origin: LinkOrigin,
  inventory: LogSourceLookup,
): string {
  return origin === 'portal'
    ? `No Panther instance is called '${instance}' here any more. Unlink the log source, or have the instance configured again.`
    : `No Panther instance is called '${instance}' here. Write the ref as <instance>:<id>; the instances are ${inventory
        .instanceIds()
        .join(', ')}.`;
}

/** The id of a log source that the entity does not name itself is not the caller's to know. */
function toHidden({ ref, origin, evidence }: EntityLink): LogSourceLink {
  return {
    ...(origin === 'annotation' && {
      logSourceRef: stringifyLogSourceRef(ref),
    }),
    origin,
    ...(evidence && { evidence }),
    state: 'hidden',
    message: `You may not see ${HIDDEN[origin]}; ask your portal's administrators to extend your permission ${pantherLogSourceReadPermission.name}.`,
  };
}
