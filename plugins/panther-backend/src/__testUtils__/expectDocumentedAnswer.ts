import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { Response } from 'supertest';
import { parse } from 'yaml';
import { OPENAPI_DOCUMENT_PATH } from '../http/openApi';

export const ENTITY_ROUTE = '/entities/{kind}/{namespace}/{name}/log-sources';
export const LIST_ROUTE = '/log-sources';
export const LOG_SOURCE_ROUTE = '/log-sources/{instance}/{id}';
export const HISTORY_ROUTE = '/log-sources/{instance}/{id}/history';
export const S3_SOURCES_ROUTE = '/s3-sources/{instance}';
export const S3_SOURCE_ROUTE = '/s3-sources/{instance}/{id}';
export const LINK_ROUTE =
  '/entities/{kind}/{namespace}/{name}/links/{instance}/{id}';
export const LOG_TYPES_ROUTE = '/log-types/{instance}';

type Method = 'get' | 'post' | 'put' | 'delete';

interface OpenApiDocument {
  paths: Record<
    string,
    | Partial<Record<Method, { responses: Record<string, { $ref?: string }> }>>
    | undefined
  >;
}

const document: OpenApiDocument = parse(
  readFileSync(OPENAPI_DOCUMENT_PATH, 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats(ajv);
ajv.addSchema(document, 'openapi');

/** Holds a JSON answer against what the OpenAPI document promises for its route and status. */
export function expectDocumentedAnswer(
  path: string,
  response: Response,
  method: Method = 'get',
): void {
  const { status, body } = response;
  const documented = document.paths[path]?.[method]?.responses[status];
  if (!documented) {
    throw new Error(
      `The document has no answer ${status} for ${method} ${path}`,
    );
  }
  const place =
    documented.$ref ??
    `#/paths/${escapePointer(path)}/${method}/responses/${status}`;
  const validate = ajv.compile({
    $ref: `openapi${place}/content/application~1json/schema`,
  });
  if (!validate(body)) {
    throw new Error(
      `The answer ${status} of ${method} ${path} is not as documented: ${ajv.errorsText(
        validate.errors,
      )}`,
    );
  }
}

/** As a JSON pointer in a URL fragment (RFC 6901, section 6). */
function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
