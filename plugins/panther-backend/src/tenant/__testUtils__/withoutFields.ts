import { linesOf } from './graphqlAnswers';
import { RawAnswer, ReceivedRequest } from './setupTenants';

/** Refuses the fields as graphql-js and gqlgen do, and answers once they are gone. */
export function withoutFields(fields: string[], answer: RawAnswer) {
  return (request: ReceivedRequest): RawAnswer => {
    const errors = linesOf(request).flatMap((line, index) => {
      const field = line.match(/^\w+/)?.[0] ?? '';
      return fields.includes(field)
        ? [
            {
              message: `Cannot query field "${field}" on type "LogIntegration".`,
              locations: [{ line: index + 1, column: 1 }],
              extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
            },
          ]
        : [];
    });
    return errors.length
      ? { status: 422, body: { errors, data: null } }
      : answer;
  };
}
