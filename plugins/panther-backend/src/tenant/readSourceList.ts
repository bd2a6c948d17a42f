import { FieldSelection } from './FieldSelection';
import { GraphqlCore, Page } from './graphqlCore';
import { Call } from './requestCore';
import {
  describeMismatch,
  GraphqlError,
  identifiedSchema,
  sourceSchemaFor,
} from './schemas';
import { PantherSource, RejectedSource, SourceList } from './types';

/** Checks the rows of a list of log sources. */
export async function readSourceList(
  pages: AsyncIterable<Page>,
  reading: { graphql: GraphqlCore; selection: FieldSelection; call: Call },
): Promise<SourceList> {
  const { graphql, selection, call } = reading;
  const sources = new Map<string, PantherSource>();
  const rejected: RejectedSource[] = [];
  for await (const { nodes, errors } of pages) {
    const degraded = new Map<number, string[]>();
    for (const error of errors) {
      await call.turns.rest();
      const row = rowOf(error);
      degraded.set(row, [
        ...(degraded.get(row) ?? []),
        ...graphql.degradedFields(error, selection, call),
      ]);
    }
    for (const [row, node] of nodes.entries()) {
      await call.turns.rest();
      const source = sourceSchemaFor(node).safeParse(node);
      if (source.success) {
        // A list that changes while it is read can bring a source twice.
        sources.set(source.data.integrationId, {
          ...source.data,
          degradedFields: degraded.get(row) ?? [],
        });
      } else {
        rejected.push({
          ...identifiedSchema.safeParse(node).data,
          ...describeMismatch(source.error),
        });
      }
    }
  }
  return {
    sources: [...sources.values()],
    rejected,
    unavailableFields: selection.unavailable(),
  };
}

/** The path of an error goes by sources, edges, row, node, field. */
function rowOf({ path }: GraphqlError): number {
  return Number(path?.[2]);
}
