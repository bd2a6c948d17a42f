import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';

/** The form fields for software templates, where the portal has the scaffolder. */
export const formFields = [
  FormFieldBlueprint.make({
    name: 'instance',
    params: {
      field: async () => {
        const { pantherInstance } = await import(
          '../formFields/pantherInstance'
        );
        return createFormField(pantherInstance);
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'log-source',
    params: {
      field: async () => {
        const { pantherLogSource } = await import(
          '../formFields/pantherLogSource'
        );
        return createFormField(pantherLogSource);
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'log-types',
    params: {
      field: async () => {
        const { pantherLogTypes } = await import(
          '../formFields/pantherLogTypes'
        );
        return createFormField(pantherLogTypes);
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 's3-prefixes',
    params: {
      field: async () => {
        const { pantherS3Prefixes } = await import(
          '../formFields/pantherS3Prefixes'
        );
        return createFormField(pantherS3Prefixes);
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 's3-source-change',
    params: {
      field: async () => {
        const { pantherS3SourceChange } = await import(
          '../formFields/pantherS3SourceChange'
        );
        return createFormField(pantherS3SourceChange);
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'label',
    params: {
      field: async () => {
        const { pantherLabel } = await import('../formFields/textFields');
        return createFormField(pantherLabel);
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'aws-account',
    params: {
      field: async () => {
        const { pantherAwsAccount } = await import('../formFields/textFields');
        return createFormField(pantherAwsAccount);
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'bucket',
    params: {
      field: async () => {
        const { pantherBucket } = await import('../formFields/textFields');
        return createFormField(pantherBucket);
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'role-arn',
    params: {
      field: async () => {
        const { pantherRoleArn } = await import('../formFields/textFields');
        return createFormField(pantherRoleArn);
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'kms-key',
    params: {
      field: async () => {
        const { pantherKmsKey } = await import('../formFields/textFields');
        return createFormField(pantherKmsKey);
      },
    },
  }),
];
