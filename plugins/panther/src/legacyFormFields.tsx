import { Progress } from '@backstage/core-components';
import {
  createScaffolderFieldExtension,
  FieldExtensionUiSchema,
  FieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { lazy, Suspense } from 'react';
import {
  instanceSchema,
  logSourceSchema,
  logTypesSchema,
  prefixesSchema,
  s3SourceChangeSchema,
  textSchema,
} from './formFields/schemas';
import { FieldDefinition } from './formFields/types';
import { pantherPlugin } from './legacyPlugin';

/** What the form library takes for options of a field. */
type FormOptions = NonNullable<
  FieldExtensionUiSchema<unknown, unknown>['ui:options']
>;

/** A field whose code is loaded when a form first shows it. */
function createLazyField<Value, Options extends FormOptions>(
  name: string,
  { schema }: FieldSchema<Value, Options>,
  load: () => Promise<FieldDefinition<Value, Options>>,
) {
  const Field = lazy(async () => ({ default: (await load()).component }));
  return createScaffolderFieldExtension<Value, Options>({
    name,
    schema,
    component: props => (
      <Suspense fallback={<Progress />}>
        <Field {...props} />
      </Suspense>
    ),
    validation: async (...args) => {
      const { validation } = await load();
      await validation?.(...args);
    },
  });
}

/**
 * `ui:field: PantherInstance`: the Panther instance in which a log source is made.
 *
 * @public
 */
export const PantherInstanceFieldExtension = pantherPlugin.provide(
  createLazyField('PantherInstance', instanceSchema, async () => {
    const { pantherInstance } = await import('./formFields/pantherInstance');
    return pantherInstance;
  }),
);

/**
 * `ui:field: PantherLogSource`: a log source that the person may change, delete or see.
 *
 * @public
 */
export const PantherLogSourceFieldExtension = pantherPlugin.provide(
  createLazyField('PantherLogSource', logSourceSchema, async () => {
    const { pantherLogSource } = await import('./formFields/pantherLogSource');
    return pantherLogSource;
  }),
);

/**
 * `ui:field: PantherLogTypes`: log types of an instance.
 *
 * @public
 */
export const PantherLogTypesFieldExtension = pantherPlugin.provide(
  createLazyField('PantherLogTypes', logTypesSchema, async () => {
    const { pantherLogTypes } = await import('./formFields/pantherLogTypes');
    return pantherLogTypes;
  }),
);

/**
 * `ui:field: PantherS3Prefixes`: which logs are in which part of a bucket.
 *
 * @public
 */
export const PantherS3PrefixesFieldExtension = pantherPlugin.provide(
  createLazyField('PantherS3Prefixes', prefixesSchema, async () => {
    const { pantherS3Prefixes } = await import(
      './formFields/pantherS3Prefixes'
    );
    return pantherS3Prefixes;
  }),
);

/**
 * `ui:field: PantherS3SourceChange`: an S3 log source that the person may change, and what it is to
 * become.
 *
 * @public
 */
export const PantherS3SourceChangeFieldExtension = pantherPlugin.provide(
  createLazyField('PantherS3SourceChange', s3SourceChangeSchema, async () => {
    const { pantherS3SourceChange } = await import(
      './formFields/pantherS3SourceChange'
    );
    return pantherS3SourceChange;
  }),
);

/**
 * `ui:field: PantherLabel`: what Panther calls a log source.
 *
 * @public
 */
export const PantherLabelFieldExtension = pantherPlugin.provide(
  createLazyField('PantherLabel', textSchema, async () => {
    const { pantherLabel } = await import('./formFields/textFields');
    return pantherLabel;
  }),
);

/**
 * `ui:field: PantherAwsAccount`: the AWS account of a bucket.
 *
 * @public
 */
export const PantherAwsAccountFieldExtension = pantherPlugin.provide(
  createLazyField('PantherAwsAccount', textSchema, async () => {
    const { pantherAwsAccount } = await import('./formFields/textFields');
    return pantherAwsAccount;
  }),
);

/**
 * `ui:field: PantherBucket`: the name of an S3 bucket.
 *
 * @public
 */
export const PantherBucketFieldExtension = pantherPlugin.provide(
  createLazyField('PantherBucket', textSchema, async () => {
    const { pantherBucket } = await import('./formFields/textFields');
    return pantherBucket;
  }),
);

/**
 * `ui:field: PantherRoleArn`: the IAM role with which Panther reads a bucket.
 *
 * @public
 */
export const PantherRoleArnFieldExtension = pantherPlugin.provide(
  createLazyField('PantherRoleArn', textSchema, async () => {
    const { pantherRoleArn } = await import('./formFields/textFields');
    return pantherRoleArn;
  }),
);

/**
 * `ui:field: PantherKmsKey`: the KMS key that a bucket is encrypted with.
 *
 * @public
 */
export const PantherKmsKeyFieldExtension = pantherPlugin.provide(
  createLazyField('PantherKmsKey', textSchema, async () => {
    const { pantherKmsKey } = await import('./formFields/textFields');
    return pantherKmsKey;
  }),
);
