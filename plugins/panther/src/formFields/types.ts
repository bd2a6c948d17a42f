import {
  CustomFieldValidator,
  FieldExtensionComponentProps,
  FieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { S3SourceInput } from 'backstage-plugin-panther-common';

/** A form field of software templates, from which each frontend system makes its own. */
export interface FieldDefinition<Value, Options> {
  /** What templates name it by, in `ui:field`. */
  name: string;
  component: (
    props: FieldExtensionComponentProps<Value, Options>,
  ) => JSX.Element;
  validation?: CustomFieldValidator<Value, Options>;
  schema: FieldSchema<Value, Options>;
}

/** What an S3 source reads from one part of its bucket. */
export type S3Prefix = S3SourceInput['prefixes'][number];

/** What is to be changed of an S3 source, and the revision that it is changed from. */
export interface S3SourceChange {
  logSourceRef: string;
  revision: string;
  label: string;
  prefixes: S3Prefix[];
}
