import {
  describeMismatch,
  envelopeSchema,
  GraphqlError,
  graphqlErrorSchema,
} from './schemas';
import { Turns } from './Turns';

/** What GraphQL answers. */
export interface Envelope {
  data?: Record<string, unknown> | null;
  errors: GraphqlError[];
}

/** Checks an answer, and says as a clause what is wrong with one that is none of GraphQL's. */
export async function readEnvelope(
  answer: unknown,
  turns: Turns,
): Promise<Envelope | { mismatch: string }> {
  const envelope = envelopeSchema.safeParse(answer);
  if (!envelope.success) {
    const { field, reason } = describeMismatch(envelope.error);
    return { mismatch: `${field}: ${reason}` };
  }
  const errors: GraphqlError[] = [];
  for (const [index, value] of (envelope.data.errors ?? []).entries()) {
    await turns.rest();
    const error = graphqlErrorSchema.safeParse(value);
    if (!error.success) {
      const { field, reason } = describeMismatch(error.error);
      return { mismatch: `errors.${index}, ${field}: ${reason}` };
    }
    errors.push(error.data);
  }
  return { data: envelope.data.data, errors };
}
