/**
 * What rendered files come to in AWS, whatever they are written in. Every grant is one line: who may
 * do what to what, and on which condition.
 */
export interface RenderedAccess {
  role: {
    name: string;
    maxSessionDuration: number;
    tags: Record<string, string>;
    trust: string[];
    /** By the names of the inline policies. */
    policies: Record<string, string[]>;
  };
  notifications?: {
    topic: {
      name: string;
      encryptedWith: 'the rendered key';
      grants: string[];
    };
    key: { grants: string[]; rotated: boolean };
    subscription: {
      topic: 'the rendered topic';
      protocol: string;
      endpoint: string;
      raw: boolean;
    };
    bucketNotification: { topic: string; events: string[] };
  };
}

interface Statement {
  Sid: string;
  Effect: string;
  Principal?: Record<string, string | string[]>;
  Action: string[];
  Resource?: string[];
  Condition?: object;
}

/** Every single thing that a policy allows, in no order. */
export function listGrants(policy: {
  Version: string;
  Statement: Statement[];
}): string[] {
  expect(policy.Version).toBe('2012-10-17');
  return policy.Statement.flatMap(statement => {
    expect(statement.Sid).toMatch(/^[A-Za-z0-9]+$/);
    const principals = Object.entries(statement.Principal ?? {}).flatMap(
      ([type, names]) => [names].flat().map(name => `${type} ${name}: `),
    );
    return (principals.length ? principals : ['']).flatMap(principal =>
      statement.Action.flatMap(action =>
        (statement.Resource ?? ['-']).map(
          resource =>
            `${principal}${statement.Effect} ${action} on ${resource}${
              statement.Condition
                ? ` if ${JSON.stringify(statement.Condition)}`
                : ''
            }`,
        ),
      ),
    );
  }).sort();
}
