import express, { ErrorRequestHandler, Request, Response } from 'express';
import { middleware as openApiValidator } from 'express-openapi-validator';
import { readFileSync } from 'node:fs';
import request from 'supertest';
import { parse } from 'yaml';
import { OPENAPI_DOCUMENT_PATH } from './openApi';

type Document = Parameters<typeof openApiValidator>[0]['apiSpec'];

const document = parse(readFileSync(OPENAPI_DOCUMENT_PATH, 'utf8'));

const tellError: ErrorRequestHandler = (error, _req, res, _next) => {
  res.status(500).send(error.message);
};

/** What the validator says of a document; nothing of one that is as OpenAPI wants it. */
async function complaintAbout(apiSpec: Document): Promise<string> {
  const app = express();
  app.use(
    openApiValidator({
      apiSpec,
      validateApiSpec: true,
      ignoreUndocumented: true,
    }),
    (_req: Request, res: Response) => res.end(),
    tellError,
  );
  const { text } = await request(app).get('/');
  return text;
}

describe('the OpenAPI document', () => {
  // The router takes it as it is.
  it('is valid', async () => {
    await expect(complaintAbout(document)).resolves.toBe('');
  });

  it('would not be with a path that has no answers', async () => {
    // Where the validator tells what is wrong.
    jest.spyOn(console, 'error').mockImplementation();

    await expect(
      complaintAbout({
        ...document,
        paths: { '/log-sources': { get: { responses: 'some' } } },
      }),
    ).resolves.toContain('was invalid');
    expect(console.error).toHaveBeenCalled();
    jest.restoreAllMocks();
  });
});
