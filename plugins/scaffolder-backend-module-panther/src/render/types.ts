import { S3SourceInput } from 'backstage-plugin-panther-common';

/**
 * The partitions of AWS that a bucket can be in:
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
export const PARTITIONS = ['aws', 'aws-us-gov', 'aws-cn'] as const;

export type Partition = (typeof PARTITIONS)[number];

export const FORMATS = ['terraform', 'cloudformation'] as const;

/**
 * Who tells Panther of new objects. managed: Panther sets the bucket's notifications up with the
 * role. selfManaged: the people who own the bucket do. none: nobody, or they are there already.
 */
export const NOTIFICATIONS = ['managed', 'selfManaged', 'none'] as const;

type Notifications = (typeof NOTIFICATIONS)[number];

/** The access to a bucket that a step asks for; it may be wrong. */
export interface BucketAccessWish {
  partition: Partition;
  awsAccountId: string;
  bucket: string;
  roleSuffix: string;
  kmsKey: string | undefined;
  notifications: Notifications;
  pantherAwsAccountId: string | undefined;
  region: string | undefined;
  pantherRegion: string | undefined;
}

/** What AWS needs so that Panther can read a bucket. Nothing in it is empty or unchecked. */
export interface BucketAccess {
  partition: Partition;
  /** Of the bucket and the role. */
  awsAccountId: string;
  bucket: string;
  roleName: string;
  kmsKey: string | undefined;
  /** Panther's own, which the role trusts. */
  pantherAwsAccountId: string;
  /** Whether Panther may set the bucket's notifications up. */
  managedNotifications: boolean;
  /** Where the bucket and Panther are, where the owners of the bucket set its notifications up. */
  ownNotifications: { region: string; pantherRegion: string } | undefined;
}

/** A text file; its path is relative to where the files go, with slashes. */
export interface RenderedFile {
  path: string;
  content: string;
}

/** An S3 source under the name that it has in a Terraform configuration. */
export interface TerraformS3Source {
  resourceName: string;
  source: S3SourceInput;
}
