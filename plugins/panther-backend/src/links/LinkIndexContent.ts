import { LinkOrigin } from 'backstage-plugin-panther-common';

/** A row of the table `links`. */
export type LinkRow = {
  instance: string;
  integration_id: string;
  entity_ref: string;
  origin: LinkOrigin;
  /** Where the link was read, as JSON. */
  evidence: string;
};

/** A row of the table `entity_owners`. */
export type EntityOwnerRow = {
  entity_ref: string;
  owner_ref: string;
};

/** A row of the table `catalog_aws_accounts`. */
export type AwsAccountRow = {
  aws_account_id: string;
};

/** All that the tables of the link index hold, by table; no row is there twice. */
export interface LinkIndexContent {
  links: LinkRow[];
  entity_owners: EntityOwnerRow[];
  catalog_aws_accounts: AwsAccountRow[];
}
