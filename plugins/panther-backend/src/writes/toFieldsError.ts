import { InputError } from '@backstage/errors';
import { FieldFinding } from 'backstage-plugin-panther-common';

/** A sentence with hundreds of findings is read by nobody. */
const MOST_IN_SENTENCE = 5;

/** Nor is a list of them, and a body full of mistakes is not to be answered with many times its size. */
const MOST_FIELDS = 100;

/** The error about input whose fields need other values; it carries them for the form. */
export function toFieldsError(
  fields: FieldFinding[],
): InputError & { fields: FieldFinding[] } {
  const clauses = fields
    .slice(0, MOST_IN_SENTENCE)
    .map(({ field, message }) => `${field}: ${message.replace(/\.$/, '')}`);
  const more = fields.length - clauses.length;
  if (more) {
    clauses.push(`and ${more} more`);
  }
  const error = new InputError(
    `${
      fields.length === 1 ? 'One field needs' : `${fields.length} fields need`
    } another value: ${clauses.join('; ')}.`,
  );
  return Object.assign(error, { fields: fields.slice(0, MOST_FIELDS) });
}
