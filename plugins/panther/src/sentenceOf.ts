import { ResponseError } from '@backstage/errors';

/** The backend's own sentence; a body that is not Backstage's, such as a gateway's page, has none. */
export function sentenceOf({ body, cause }: ResponseError): string | undefined {
  return body.request ? cause.message : undefined;
}
