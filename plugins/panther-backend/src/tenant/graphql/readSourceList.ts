import { LIST_SOURCES } from './documents';
import { FieldSelection } from './FieldSelection';
import { GraphqlCore } from './GraphqlCore';
import { Call } from '../RequestCore';
import {
  describeMismatch,
  GraphqlError,
  identifiedSchema,
  sourceSchemaFor,
} from '../schemas';
import { PantherSource, RejectedSource, SourceList } from '../types';

type SourceRow =
  | { source: Omit<PantherSource, 'degradedFields'> }
  | { rejected: RejectedSource };

/** Reads a list of log sources, of which each row is checked by itself. */
export async function readSourceList({
  graphql,
  selection,
  call,
}: {
  graphql: GraphqlCore;
  selection: FieldSelection;
  call: Call;
}): Promise<SourceList> {
  const sources = new Map<string, PantherSource>();
  const rejected: RejectedSource[] = [];
  const pages = graphql.pages(
    { document: LIST_SOURCES, selection, readNode: readSourceRow },
    call,
  );
  for await (const { rows, errors } of pages) {
    const degraded = new Map<number, string[]>();
    for (const error of errors) {
      await call.turns.rest();
      const row = rowOf(error);
      degraded.set(row, [
        ...(degraded.get(row) ?? []),
        ...graphql.degradedFields(error, selection, call),
      ]);
    }
    for (const [index, row] of rows.entries()) {
      await call.turns.rest();
      if ('source' in row) {
        // A list that changes while it is read can bring a source twice.
        sources.set(row.source.integrationId, {
          ...row.source,
          degradedFields: degraded.get(index) ?? [],
        });
      } else {
        rejected.push(row.rejected);
      }
    }
  }
  return {
    sources: [...sources.values()],
    rejected,
    unavailableFields: selection.unavailable(),
  };
}

function readSourceRow(node: unknown): SourceRow {
  const source = sourceSchemaFor(node).safeParse(node);
  return source.success
    ? { source: source.data }
    : {
        rejected: {
          ...identifiedSchema.safeParse(node).data,
          ...describeMismatch(source.error),
        },
      };
}

/** The path of an error goes by sources, edges, row, node, field. */
function rowOf({ path }: GraphqlError): number {
  return Number(path?.[2]);
}
