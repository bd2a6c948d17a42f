import mcpActionsPlugin from '@backstage/plugin-mcp-actions-backend';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ACCESS_LOGS } from 'panther-test-portal';
import { startDemoPortal } from './__testUtils__/startDemoPortal';

const refundLogs = {
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  label: 'Refund logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
  prefixes: [{ prefix: 'alb/', logTypes: ['AWS.ALB'] }],
};

describe('an assistant over MCP', () => {
  let portal: Awaited<ReturnType<typeof startDemoPortal>>;
  const clients = new Array<Client>();

  beforeAll(async () => {
    portal = await startDemoPortal({ features: [mcpActionsPlugin] });
  });
  afterAll(async () => {
    await Promise.all(clients.map(client => client.close()));
    await portal.stop();
  });

  /** What an assistant can do that acts for a person of the demo. */
  async function connect(person: string) {
    const client = new Client({ name: 'assistant', version: '1.0.0' });
    await client.connect(
      new StreamableHTTPClientTransport(
        new URL(`${portal.url}/api/mcp-actions/v1`),
        {
          requestInit: {
            headers: {
              Authorization: `Bearer ${await portal.tokenOf(person)}`,
            },
          },
        },
      ),
    );
    clients.push(client);
    return {
      listTools: async () => (await client.listTools()).tools,
      async call(tool: string, input: Record<string, unknown>) {
        const result = await client.callTool({
          name: `panther.${tool}`,
          arguments: input,
        });
        const [content] = result.content as { type: string; text: string }[];
        expect(content?.text).not.toContain('sandbox-token');
        return { isError: result.isError === true, text: content?.text ?? '' };
      },
    };
  }

  type Assistant = Awaited<ReturnType<typeof connect>>;

  async function succeed(
    assistant: Assistant,
    tool: string,
    input: Record<string, unknown>,
  ) {
    const { isError, text } = await assistant.call(tool, input);
    expect({ isError, text }).toEqual({ isError: false, text });
    return JSON.parse(text);
  }

  it('is told what there is, and what of it changes something', async () => {
    const tools = await (await connect('paula')).listTools();
    expect(
      tools.map(({ name, annotations }) => [
        name,
        annotations?.readOnlyHint,
        annotations?.destructiveHint,
      ]),
    ).toEqual([
      ['panther.list-log-sources', true, false],
      ['panther.get-log-source', true, false],
      ['panther.get-entity-log-sources', true, false],
      ['panther.list-log-types', true, false],
      ['panther.preview-s3-source', true, false],
      ['panther.create-s3-source', false, false],
      ['panther.update-s3-source', false, true],
      ['panther.preview-log-source-deletion', true, false],
      ['panther.delete-log-source', false, true],
    ]);
    for (const { inputSchema, description } of tools) {
      expect(inputSchema.type).toBe('object');
      expect(description).toBeTruthy();
    }
  });

  it('lists, previews, makes and gets a log source for who may', async () => {
    const assistant = await connect('paula');

    const before = await succeed(assistant, 'list-log-sources', {
      limit: '2',
    });
    expect(before.items).toHaveLength(2);
    expect(before.total).toBeGreaterThan(20);
    expect(before.items[0]).toMatchObject({ status: 'unhealthy' });

    const preview = await succeed(assistant, 'preview-s3-source', refundLogs);
    expect(preview).toMatchObject({ operation: 'create', changes: [] });
    await expect(
      succeed(assistant, 'list-log-sources', { limit: 1 }),
    ).resolves.toMatchObject({ total: before.total });

    const made = await succeed(assistant, 'create-s3-source', {
      ...refundLogs,
      previewToken: preview.previewToken,
    });
    expect(made).toMatchObject({ outcome: 'done', label: 'Refund logs' });

    await expect(
      succeed(assistant, 'get-log-source', { logSourceRef: made.logSourceRef }),
    ).resolves.toMatchObject({
      logSourceRef: made.logSourceRef,
      bucket: 'acme-refund-logs',
      status: 'new',
    });
    await expect(
      succeed(assistant, 'list-log-sources', { limit: 1 }),
    ).resolves.toMatchObject({ total: before.total + 1 });
  });

  it('makes nothing without a preview that is true', async () => {
    const assistant = await connect('paula');
    const { isError, text } = await assistant.call('create-s3-source', {
      ...refundLogs,
      label: 'Other logs',
      bucket: 'acme-other-logs',
      previewToken: 'made-up',
    });
    expect(isError).toBe(true);
    expect(text).toMatch(
      /^ConflictError: This is not what the preview said: .* Preview it anew with preview-s3-source, /,
    );
    await expect(
      succeed(assistant, 'list-log-sources', { bucket: ['acme-other-logs'] }),
    ).resolves.toMatchObject({ total: 0 });
  });

  it('changes nothing for who may not', async () => {
    const assistant = await connect('paula');
    const { isError, text } = await assistant.call('preview-s3-source', {
      logSourceRef: ACCESS_LOGS,
      label: 'Mine now',
    });
    expect(isError).toBe(true);
    expect(text).toBe(
      "NotAllowedError: You may not change this log source; ask your portal's administrators for the permission panther.log-source.update.",
    );
  });

  it('gets nothing for who may see nothing', async () => {
    const assistant = await connect('guest');
    const tools = await assistant.listTools();
    expect(tools.map(({ name }) => name)).not.toContain(
      'panther.create-s3-source',
    );
    for (const [tool, input] of [
      ['list-log-sources', {}],
      ['get-entity-log-sources', { entityRef: 'checkout-api' }],
      ['preview-s3-source', refundLogs],
    ] as const) {
      const { isError, text } = await assistant.call(tool, input);
      expect(isError).toBe(true);
      expect(text).toBe(
        "NotAllowedError: You may not see Panther log sources; ask your portal's administrators for the permission panther.log-source.read.",
      );
    }
    const { isError, text } = await assistant.call('create-s3-source', {
      ...refundLogs,
      previewToken: 'made-up',
    });
    expect(isError).toBe(true);
    expect(text).toContain('not found');
  });

  it('is not let in without a token', async () => {
    const response = await fetch(`${portal.url}/api/mcp-actions/v1`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    });
    expect(response.status).toBe(401);
  });
});
