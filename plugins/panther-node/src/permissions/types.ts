import { LinkOrigin } from 'backstage-plugin-panther-common';

/**
 * What the rules look at of one log source.
 *
 * @public
 */
export interface LogSourceResource {
  instance: string;
  integrationId: string;
  type: string;
  logTypes: string[];
  /** The owners of the entities that are linked to it, each with the origin of the link. */
  linkedOwners: { ownerRef: string; origin: LinkOrigin }[];
  /** Who made it through the portal: the ref of a user, or the subject of a service. */
  createdInPortalBy?: string;
}

/**
 * A rule as a question to the inventory: log sources with one of the values.
 *
 * @public
 */
export type LogSourceFilter =
  | { property: 'instance' | 'type' | 'logType'; values: string[] }
  | {
      property: 'createdInPortalBy';
      /** Refs of users. */
      values: string[];
    }
  | {
      property: 'linkedOwner';
      /** Refs of owners. */
      values: string[];
      /** Only links of these origins count. */
      origins: LinkOrigin[];
    };
