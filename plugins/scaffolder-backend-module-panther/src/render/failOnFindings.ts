import { InputError } from '@backstage/errors';
import { FieldFinding } from 'backstage-plugin-panther-common';

/** Fails the step where something is wrong with its input, naming every field that it is in. */
export function failOnFindings(findings: FieldFinding[]): void {
  if (findings.length) {
    throw new InputError(
      findings.map(({ field, message }) => `${field}: ${message}`).join(' '),
    );
  }
}
