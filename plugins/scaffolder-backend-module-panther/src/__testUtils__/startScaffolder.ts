import { Entity } from '@backstage/catalog-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { mockCredentials } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { setTimeout as sleep } from 'node:timers/promises';
import scaffolderModulePanther from '..';
import { startPortal } from './startPortal';

export interface Template {
  parameters?: JsonObject[];
  steps: JsonObject[];
  output?: JsonObject;
}

export interface Task {
  status: string;
  /** What the template gives. */
  output: JsonObject;
  /** What the task's log has of each step. */
  log: { stepId?: string; message: string }[];
}

/**
 * Jest runs tests in a realm of their own. What fetch parses is of the realm outside, and the
 * template engine of the scaffolder refuses arrays that are not of its own.
 */
function parseInThisRealm() {
  jest
    .spyOn(Response.prototype, 'json')
    .mockImplementation(async function json(this: Response) {
      return JSON.parse(await this.text());
    });
}

/** The scaffolder with this module, and the templates that tests run in it over HTTP. */
export async function startScaffolder(
  templates: Record<string, Template>,
  options?: Parameters<typeof startPortal>[0],
) {
  parseInThisRealm();
  const entities = Object.entries(templates).map(([name, template]) =>
    toEntity(name, template),
  );
  const portal = await startPortal({
    ...options,
    entities,
    features: [scaffolderPlugin, scaffolderModulePanther],
  });
  const url = `http://localhost:${portal.server.port()}/api/scaffolder`;

  async function call(
    path: string,
    {
      user = 'user:default/paula',
      body,
    }: { user?: string; body?: object } = {},
  ) {
    const response = await fetch(`${url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: mockCredentials.user.header(user),
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${text}`);
    }
    return text ? JSON.parse(text) : undefined;
  }

  async function readTask(taskId: string): Promise<Task> {
    const { status } = await call(`/v2/tasks/${taskId}`);
    const events: {
      type: string;
      body: { stepId?: string; message: string; output?: JsonObject };
    }[] = await call(`/v2/tasks/${taskId}/events`);
    return {
      status,
      output:
        events.find(({ type }) => type === 'completion')?.body.output ?? {},
      log: events.map(({ body: { stepId, message } }) => ({ stepId, message })),
    };
  }

  /** Resolves when the task is at its end. */
  async function untilEnd(taskId: string): Promise<Task> {
    for (;;) {
      const task = await readTask(taskId);
      if (!['open', 'processing'].includes(task.status)) {
        return task;
      }
      await sleep(50);
    }
  }

  return {
    ...portal,
    call,
    readTask,
    untilEnd,
    async start(name: string, { user }: { user?: string } = {}) {
      const { id } = await call('/v2/tasks', {
        user,
        body: { templateRef: `template:default/${name}`, values: {} },
      });
      return String(id);
    },
    dryRun: (name: string, values: JsonObject = {}) =>
      call('/v2/dry-run', {
        body: {
          template: entities.find(({ metadata }) => metadata.name === name),
          values,
          directoryContents: [],
        },
      }),
  };
}

function toEntity(name: string, template: Template): Entity {
  const { parameters = [], steps, output } = template;
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-location': 'url:https://example.net/template',
      },
    },
    spec: {
      owner: 'team-payments',
      type: 'service',
      parameters,
      steps,
      output,
    },
  };
}
