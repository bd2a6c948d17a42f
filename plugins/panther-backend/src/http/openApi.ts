import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import express, { ErrorRequestHandler, RequestHandler } from 'express';
import { middleware as openApiValidator } from 'express-openapi-validator';
import Router from 'express-promise-router';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Where the one description of our HTTP API is, in this package as in the published one. */
export const OPENAPI_DOCUMENT_PATH = resolvePackagePath(
  'backstage-plugin-panther-backend',
  'openapi.yaml',
);

/** The validator's own errors carry a status and would go out with a body of another shape. */
const explainRefusal: ErrorRequestHandler = (error, _req, _res, next) => {
  next(new InputError(error.message));
};

/** PostgreSQL refuses every text that contains one, and nothing that can be asked for does. */
const refuseNul: RequestHandler = (req, _res, next) => {
  if (req.url.includes('%00')) {
    next(
      new InputError('The address contains the character NUL; leave %00 out.'),
    );
    return;
  }
  next(
    JSON.stringify(req.body)?.includes('\\u0000')
      ? new InputError('The body contains the character NUL; leave it out.')
      : undefined,
  );
};

/** An S3 source with all prefixes that Panther may be given fits well into it. */
const BODY_LIMIT = '1mb';

/**
 * A router that refuses requests that the document does not allow, and serves the document at
 * /openapi.json. Backstage's own such router would serve it as OpenAPI 3.0.
 */
export function createOpenApiRouter(): express.Router {
  const router = Router();
  let described: express.Router | undefined;
  router.use((req, res, next) => {
    // Made by the first request, for reading and compiling the document takes a third of a second
    // that every start of the portal would wait for.
    described ??= createDescribedRouter();
    described(req, res, next);
  });
  return router;
}

function createDescribedRouter(): express.Router {
  const document = parse(readFileSync(OPENAPI_DOCUMENT_PATH, 'utf8'));
  const router = Router();
  router.get('/openapi.json', (req, res) => {
    res.json({ ...document, servers: [{ url: req.baseUrl }] });
  });
  router.use(
    express.json({ limit: BODY_LIMIT }),
    explainRefusal,
    refuseNul,
    openApiValidator({
      apiSpec: document,
      // Done by a test: it takes a tenth of a second.
      validateApiSpec: false,
      // The document's paths start where the plugin is mounted.
      useRequestUrl: true,
      ignoreUndocumented: true,
      validateRequests: { allowUnknownQueryParameters: false },
      validateResponses: false,
    }),
    explainRefusal,
  );
  return router;
}
