import type { Express } from 'express';
import request from 'supertest';
import { createSandbox } from '../createSandbox';
import type { SandboxOptions } from '../types';

/** The named log sources of the demo. */
export const ids = {
  accessLogs: '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
  auditTrail: 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40',
  billingWorker: 'c57e2b19-8d4a-4f3e-b6a1-2e9f0c7d5b38',
  edge: 'bcd45662-bab7-4f99-b69f-083a0212568d',
  /** Named by the demo's links, and not in the tenant. */
  ledger: 'e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17',
  /** An S3 source that is not editable. */
  mainframe: 'b75e20d8-1a9c-4f47-a680-43d1f5c8e9b6',
  /** An HTTP source. */
  webhooks: 'b2f69d10-c74e-4835-a0d9-15e8c63a7b4f',
  /** A cloud security source. */
  scan: '7fa2d6c0-e934-4b58-9c17-b5d08e3f6a41',
};

/** A clock that stands still until it is moved. */
export class StoppedClock {
  #now = Date.parse('2026-03-04T05:06:07.890Z');

  readonly read = () => new Date(this.#now);

  moveSeconds(seconds: number): void {
    this.#now += seconds * 1_000;
  }
}

export interface GraphqlCall {
  query: string;
  variables?: unknown;
  operationName?: string;
}

/** A sandbox with ways to call it as a client would. Every call goes over a socket. */
export function callSandbox(options: SandboxOptions = {}) {
  const sandbox = createSandbox(options);
  return { ...sandbox, ...callersOf(sandbox.app) };
}

function callersOf(app: Express) {
  function rest(method: 'get' | 'post' | 'put' | 'delete', token: string) {
    return (path: string, body?: string | object) => {
      const call = request(app)[method](path).set('x-api-key', token);
      return body === undefined
        ? call
        : call.set('content-type', 'application/json').send(body);
    };
  }
  return {
    graphql: (call: GraphqlCall | string, token = 'sandbox-token') =>
      request(app)
        .post('/public/graphql')
        .set('x-api-key', token)
        .send(typeof call === 'string' ? { query: call } : call),
    get: rest('get', 'sandbox-token'),
    post: rest('post', 'sandbox-token'),
    put: rest('put', 'sandbox-token'),
    delete: rest('delete', 'sandbox-token'),
    readOnly: {
      get: rest('get', 'sandbox-read-token'),
      post: rest('post', 'sandbox-read-token'),
      put: rest('put', 'sandbox-read-token'),
      delete: rest('delete', 'sandbox-read-token'),
    },
  };
}
