import { UnavailableField } from '../types';

/** A field of a GraphQL type, and how it is asked for. */
export interface Field {
  /** Panther's name of it. */
  name: string;
  /** Our name of it, where it may be missing from an answer; others are essential. */
  optionalAs?: string;
  /** What is asked of it, where it is an object: text, or fields that can be left out one by one. */
  fields?: string | Field[];
}

/** A field that an answer is of use without. */
export type OptionalField = Field & { optionalAs: string };

/**
 * How long a field is left out. Tenants are upgraded and tokens given permissions while a backend
 * runs; asking again costs one request.
 */
const LEAVE_OUT_MS = 60 * 60 * 1000;

/**
 * The fields asked of one GraphQL type, less those that the tenant turned out not to give. Optional
 * fields have names that occur once, each starts a line of the document, and so each is found again
 * from the line that a GraphQL error points at.
 */
export class FieldSelection {
  readonly #fields: Field[];
  readonly #optional: Map<string, OptionalField>;
  readonly #leftOut = new Map<string, UnavailableField & { until: number }>();

  constructor(fields: Field[]) {
    this.#fields = fields;
    this.#optional = new Map(
      flatten(fields)
        .filter(isOptional)
        .map(field => [field.name, field]),
    );
  }

  /** The selection as lines of a GraphQL document. */
  render(): string {
    this.#forget();
    return this.#lines(this.#fields).join('\n');
  }

  /** The optional field of the given name, if there is one. */
  find(name: string): OptionalField | undefined {
    return this.#optional.get(name);
  }

  /** The innermost optional field on the path of a GraphQL error: what the error made null. */
  findOnPath(path: (string | number)[]): OptionalField | undefined {
    return path
      .map(step => this.find(String(step)))
      .findLast(field => field !== undefined);
  }

  leaveOut(
    { name, optionalAs }: OptionalField,
    reason: UnavailableField['reason'],
  ): void {
    const until = performance.now() + LEAVE_OUT_MS;
    this.#leftOut.set(name, { field: optionalAs, reason, until });
  }

  /** What was left out of the last document. */
  unavailable(): UnavailableField[] {
    return [...this.#leftOut.values()].map(({ field, reason }) => ({
      field,
      reason,
    }));
  }

  #lines(fields: Field[]): string[] {
    return fields
      .filter(({ name }) => !this.#leftOut.has(name))
      .flatMap(({ name, fields: inner }) => {
        if (inner === undefined) {
          return [name];
        }
        if (typeof inner === 'string') {
          return [`${name} { ${inner} }`];
        }
        const lines = this.#lines(inner);
        // GraphQL has no empty selections.
        return lines.length ? [`${name} {`, ...lines, '}'] : [];
      });
  }

  #forget(): void {
    for (const [name, { until }] of this.#leftOut) {
      if (until <= performance.now()) {
        this.#leftOut.delete(name);
      }
    }
  }
}

function isOptional(field: Field): field is OptionalField {
  return field.optionalAs !== undefined;
}

function flatten(fields: Field[]): Field[] {
  return fields.flatMap(field => [
    field,
    ...(Array.isArray(field.fields) ? flatten(field.fields) : []),
  ]);
}
