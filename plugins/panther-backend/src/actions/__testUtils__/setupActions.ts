import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { startSandbox, startTestPortal } from 'panther-test-portal';

/** A log source that the sandbox's tenant does not have yet. */
export const refundLogs = {
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  label: 'Refund logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
  prefixes: [{ prefix: 'alb/', logTypes: ['AWS.ALB'] }],
};

interface ActionsContext {
  sandbox: Awaited<ReturnType<typeof startSandbox>>;
  portal: Awaited<ReturnType<typeof startTestPortal>>;
}

/** Starts a tenant and a portal, once for the file or, where tests change the tenant, for each test. */
export function setupActions(scope: 'file' | 'test') {
  const [begin, end] =
    scope === 'file' ? [beforeAll, afterAll] : [beforeEach, afterEach];
  let started: ActionsContext | undefined;
  let denied = new Array<string>();

  const decide = (name: string): DefinitivePolicyDecision => ({
    result: denied.includes(name)
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW,
  });
  const permissions: PermissionsService = {
    authorize: async requests =>
      requests.map(({ permission }) => decide(permission.name)),
    authorizeConditional: async requests =>
      requests.map(({ permission }) => decide(permission.name)),
  };

  begin(async () => {
    const sandbox = await startSandbox();
    const portal = await startTestPortal({
      panther: { apiUrl: sandbox.url, manageToken: 'sandbox-token' },
      permissions,
    });
    await portal.firstRead();
    started = { sandbox, portal };
  });
  afterEach(() => {
    denied = [];
  });
  end(() => started?.sandbox.stop());

  function context(): ActionsContext {
    if (!started) {
      throw new Error('Ask for the portal within a test');
    }
    return started;
  }

  async function invoke(name: string, input: object) {
    const { status, body, text } = await context()
      .portal.post(`/.backstage/actions/v1/actions/panther:${name}/invoke`)
      .send(input);
    expect(text).not.toContain('sandbox-token');
    return {
      status,
      output: body.output,
      error: body.error && `${body.error.name}: ${body.error.message}`,
    };
  }

  return {
    context,
    deny(...names: string[]) {
      denied = names;
    },
    invoke,
    async succeed(name: string, input: object) {
      const { status, output, error } = await invoke(name, input);
      expect({ status, error }).toEqual({ status: 200, error: undefined });
      return output;
    },
  };
}
