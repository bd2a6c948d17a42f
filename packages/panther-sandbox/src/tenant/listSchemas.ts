import { logTypeSchemas } from './seed/logTypeSchemas';
import type { Tenant } from './Tenant';

/** Which schemas to list; what is null or left out does not narrow the list. */
export interface SchemaFilter {
  contains?: string | null;
  isArchived?: boolean | null;
  isInUse?: boolean | null;
  isManaged?: boolean | null;
}

/** A schema as the tenant keeps it, in the words of the GraphQL schema. */
export interface LogTypeSchema {
  name: string;
  description: string;
  fields: readonly string[];
  isArchived: boolean;
  isManaged: boolean;
  isFieldDiscoveryEnabled: boolean;
  referenceURL: string | undefined;
  revision: number;
  version: number;
  spec: string;
  discoveredSpec: string;
  createdAt: string;
  updatedAt: string | undefined;
}

export function listSchemas(
  tenant: Tenant,
  filter: SchemaFilter,
): LogTypeSchema[] {
  const inUse = new Set(
    tenant.listSources().flatMap(source => source.logTypes),
  );
  const part = filter.contains?.toLowerCase() ?? '';
  return logTypeSchemas.filter(
    schema =>
      [schema.name, ...schema.fields].some(name =>
        name.toLowerCase().includes(part),
      ) &&
      agrees(filter.isArchived, schema.isArchived) &&
      agrees(filter.isManaged, schema.isManaged) &&
      agrees(filter.isInUse, inUse.has(schema.name)),
  );
}

function agrees(wanted: boolean | null | undefined, actual: boolean): boolean {
  return wanted === undefined || wanted === null || wanted === actual;
}
