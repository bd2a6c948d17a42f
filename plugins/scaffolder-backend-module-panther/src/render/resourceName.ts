import { FieldFinding } from 'backstage-plugin-panther-common';

/** Narrower than what Terraform allows, which is letters of any alphabet. */
const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/;

/** A name for a resource of Terraform that people recognise the label in. */
export function toResourceName(label: string): string {
  const name = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return /^[a-z]/.test(name) ? name : `s3_source_${name}`.replace(/_$/, '');
}

export function checkResourceName(resourceName: string): FieldFinding[] {
  return NAME.test(resourceName)
    ? []
    : [
        {
          field: 'resourceName',
          message:
            'The resource name must begin with a letter or an underscore, and may have letters from a to z, digits, underscores and hyphens, at most 128.',
        },
      ];
}
