/** @jest-environment node */
import { text } from 'node:stream/consumers';
import {
  accessLogsRef as ref,
  checkoutAccessLogs,
  checkoutApi,
  checkoutSettings as settings,
} from './__testUtils__/checkoutAccessLogs';
import { registerBackends } from './__testUtils__/registerBackends';
import { PantherClient } from './PantherClient';
import { RevisionConflict } from './types';

const refPath = `${ref.instance}/${ref.integrationId}`;
const user = { token: 'user-token' };
const source = checkoutAccessLogs();

/** What a server that writes is asked. */
interface AskedToWrite {
  method?: string;
  url?: string;
  body?: unknown;
  authorization?: string;
  contentType?: string;
  idempotencyKey?: string | string[];
  ifMatch?: string;
}

describe('PantherClient', () => {
  const clientOf = registerBackends();

  describe('writes', () => {
    /** A client of a server that answers the same to everything. */
    async function writingClient(
      status: number,
      answer?: object,
    ): Promise<{ client: PantherClient; asked: AskedToWrite[] }> {
      const asked = new Array<AskedToWrite>();
      const client = await clientOf(async (req, res) => {
        const body = await text(req);
        asked.push({
          method: req.method,
          url: req.url,
          body: body ? JSON.parse(body) : undefined,
          authorization: req.headers.authorization,
          contentType: req.headers['content-type'],
          idempotencyKey: req.headers['idempotency-key'],
          ifMatch: req.headers['if-match'],
        });
        res.statusCode = status;
        if (answer) {
          res.setHeader('Content-Type', 'application/json');
          res.end(JSON.stringify(answer));
        } else {
          res.end();
        }
      });
      return { client, asked };
    }

    /** What is asked where no header but those of every request is needed. */
    function plainly(
      method: string,
      url: string,
      body?: unknown,
    ): AskedToWrite {
      return {
        method,
        url: `/api/panther/${url}`,
        body,
        authorization: 'Bearer user-token',
        contentType: body ? 'application/json' : undefined,
      };
    }

    const preview = {
      request: source,
      changes: [],
      warnings: [],
      affected: { linkedEntities: [], otherLinkedEntities: 0 },
    };
    const unclear = { outcome: 'unknown', message: 'Look again in a minute.' };

    it('asks what a new S3 source would be, and not for it', async () => {
      const { client, asked } = await writingClient(200, preview);
      await expect(
        client.previewNewS3Source('eu', source, user),
      ).resolves.toEqual(preview);
      expect(asked).toEqual([
        plainly('POST', 's3-sources/eu?dryRun=true', source),
      ]);
    });

    it('asks for a new S3 source under the key of the wish', async () => {
      const written = { settings: source, revision: 'r1', warnings: [] };
      const { client, asked } = await writingClient(201, written);
      await expect(
        client.createS3Source('eu', source, {
          ...user,
          idempotencyKey: 'wish-1',
        }),
      ).resolves.toEqual(written);
      expect(asked).toEqual([
        {
          ...plainly('POST', 's3-sources/eu', source),
          idempotencyKey: 'wish-1',
        },
      ]);
    });

    it('asks for a new S3 source without a key where there is none', async () => {
      const { client, asked } = await writingClient(201, {});
      await client.createS3Source('eu', source, user);
      expect(asked).toEqual([plainly('POST', 's3-sources/eu', source)]);
    });

    it('asks for the settings of an S3 source', async () => {
      const answer = {
        settings: source,
        isEditable: true,
        state: 'present',
        revision: 'r1',
      };
      const { client, asked } = await writingClient(200, answer);
      await expect(client.getS3Source(ref, user)).resolves.toEqual(answer);
      expect(asked).toEqual([plainly('GET', `s3-sources/${refPath}`)]);
    });

    it('asks what a change would do, of no revision and without doing it', async () => {
      const { client, asked } = await writingClient(200, preview);
      await expect(
        client.previewS3SourceUpdate(ref, settings, user),
      ).resolves.toEqual(preview);
      expect(asked).toEqual([
        plainly('PUT', `s3-sources/${refPath}?dryRun=true`, settings),
      ]);
    });

    it('changes an S3 source that is what it was at a revision', async () => {
      const written = { settings: source, revision: 'r2', warnings: [] };
      const { client, asked } = await writingClient(200, written);
      await expect(
        client.updateS3Source(ref, settings, { ...user, revision: 'r1' }),
      ).resolves.toEqual(written);
      expect(asked).toEqual([
        {
          ...plainly('PUT', `s3-sources/${refPath}`, settings),
          ifMatch: 'r1',
        },
      ]);
    });

    it('asks what a deletion would do, and not for it', async () => {
      const answer = { logSource: {}, affected: preview.affected };
      const { client, asked } = await writingClient(200, answer);
      await expect(client.previewLogSourceDeletion(ref, user)).resolves.toEqual(
        answer,
      );
      expect(asked).toEqual([
        plainly('DELETE', `log-sources/${refPath}?dryRun=true`),
      ]);
    });

    it('deletes a log source', async () => {
      const answer = { logSourceRef: `eu:${ref.integrationId}`, existed: true };
      const { client, asked } = await writingClient(200, answer);
      await expect(client.deleteLogSource(ref, user)).resolves.toEqual(answer);
      expect(asked).toEqual([plainly('DELETE', `log-sources/${refPath}`)]);
    });

    it.each<[string, (client: PantherClient) => Promise<unknown>]>([
      ['creation', client => client.createS3Source('eu', source)],
      [
        'change',
        client => client.updateS3Source(ref, settings, { revision: 'r1' }),
      ],
      ['deletion', client => client.deleteLogSource(ref)],
    ])('hands on that the outcome of a %s is not known', async (_what, ask) => {
      const { client } = await writingClient(202, unclear);
      await expect(ask(client)).resolves.toEqual(unclear);
    });

    it('links an entity to a log source, and takes the link back', async () => {
      const { client, asked } = await writingClient(204);
      await expect(
        client.linkLogSource(checkoutApi, ref, user),
      ).resolves.toBeUndefined();
      await expect(
        client.unlinkLogSource(checkoutApi, ref, user),
      ).resolves.toBeUndefined();
      const path = `entities/component/default/checkout-api/links/${refPath}`;
      expect(asked).toEqual([plainly('PUT', path), plainly('DELETE', path)]);
    });

    it('throws a refusal with what is wrong with each field', async () => {
      const fields = [
        { field: 'label', message: 'The label must not be empty.' },
        { field: 'prefixes.0.prefix', message: 'It is there twice.' },
      ];
      const { client } = await writingClient(400, {
        error: { name: 'InputError', message: '2 fields are wrong', fields },
        response: { statusCode: 400 },
      });

      await expect(client.createS3Source('eu', source)).rejects.toMatchObject({
        name: 'ResponseError',
        statusCode: 400,
        cause: { name: 'InputError', message: '2 fields are wrong' },
        body: { error: { fields } },
      });
    });

    it('throws a conflict with what the source is now', async () => {
      const conflict: RevisionConflict = {
        settings: { ...source, label: 'Checkout logs' },
        revision: 'r2',
        changes: [
          {
            field: 'label',
            message: 'The label would be changed back.',
            before: 'Checkout logs',
            after: 'Checkout access logs',
          },
        ],
      };
      const { client } = await writingClient(409, {
        error: {
          name: 'ConflictError',
          message: 'Changed meanwhile',
          conflict,
        },
        response: { statusCode: 409 },
      });

      await expect(
        client.updateS3Source(ref, settings, { revision: 'r1' }),
      ).rejects.toMatchObject({
        name: 'ResponseError',
        statusCode: 409,
        cause: { name: 'ConflictError', message: 'Changed meanwhile' },
        body: { error: { conflict } },
      });
    });

    it.each<[string, (client: PantherClient) => Promise<unknown>]>([
      ['linkLogSource', client => client.linkLogSource(checkoutApi, ref)],
      ['unlinkLogSource', client => client.unlinkLogSource(checkoutApi, ref)],
    ])('throws the refusal of %s too', async (_method, ask) => {
      const { client } = await writingClient(403, {
        error: { name: 'NotAllowedError', message: 'Ask for access' },
        response: { statusCode: 403 },
      });
      await expect(ask(client)).rejects.toMatchObject({
        name: 'ResponseError',
        cause: { name: 'NotAllowedError', message: 'Ask for access' },
      });
    });
  });
});
