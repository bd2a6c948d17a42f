import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { Fault } from '../types';
import type { FaultOrders } from '../sidedoor/FaultOrders';
import type { RequestLog } from '../sidedoor/RequestLog';
import { writeJson } from './writeJson';

/** What is sent back. A body of type string goes out as it is, anything else as JSON. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface ExchangeOptions {
  faults: FaultOrders;
  requests: RequestLog;
  latencyMs: number;
}

/** The names a request can be counted under and hit by faults under. */
export interface OperationNames {
  counted: string[];
  matching: string[];
}

/** Makes a route of something that turns a request into an answer. */
export type Exchange = (
  identify: (request: Request) => OperationNames,
  handle: (request: Request) => Answer,
) => RequestHandler;

/** One way in and out for every request to the API: it is counted, delayed and hit by faults here. */
export function createExchange(options: ExchangeOptions): Exchange {
  return (identify, handle) => (request, response, next) => {
    serve(options, identify, handle, request, response).catch(next);
  };
}

async function serve(
  { faults, requests, latencyMs }: ExchangeOptions,
  identify: (request: Request) => OperationNames,
  handle: (request: Request) => Answer,
  request: Request,
  response: Response,
): Promise<void> {
  const names = identify(request);
  requests.count(names.counted);
  const fault = faults.take(names.matching, request.path);
  const early = fault?.takeEffect ? handle(request) : undefined;
  const waited = await wait(latencyMs + (fault?.delayMs ?? 0), response);
  if (!waited) {
    return;
  }
  if (fault?.drop) {
    request.socket.destroy();
    return;
  }
  await send(
    response,
    (fault && faultyAnswer(fault)) ?? early ?? handle(request),
  );
}

/** Whether the client was still there at the end of it. */
async function wait(ms: number, response: Response): Promise<boolean> {
  if (ms === 0) {
    return true;
  }
  const gone = new AbortController();
  const leave = () => gone.abort();
  response.once('close', leave);
  try {
    await delay(ms, undefined, { signal: gone.signal });
    return true;
  } catch (error) {
    if (gone.signal.aborted) {
      return false;
    }
    throw error;
  } finally {
    response.off('close', leave);
  }
}

function faultyAnswer(fault: Fault): Answer | undefined {
  const { status, body, headers } = fault;
  if (status === undefined && body === undefined) {
    return undefined;
  }
  return {
    status: status ?? 200,
    body: body === undefined ? usualBody(status ?? 200) : body,
    headers,
  };
}

function usualBody(status: number): unknown {
  switch (status) {
    case 401:
      return { error: 'unauthorized' };
    case 403:
      return { error: 'forbidden' };
    case 204:
      return undefined;
    default:
      return { message: `ordered fault: status ${status}` };
  }
}

async function send(
  response: Response,
  { status, body, headers }: Answer,
): Promise<void> {
  response.status(status);
  if (body === undefined) {
    response.set(headers ?? {}).end();
    return;
  }
  if (typeof body === 'string') {
    const type = body.startsWith('<') ? 'text/html' : 'application/json';
    response.set({ 'content-type': type, ...headers }).end(body);
    return;
  }
  response.set({ 'content-type': 'application/json', ...headers });
  try {
    await pipeline(Readable.from(writeJson(body)), response);
  } catch (error) {
    if (!hasLeft(error)) {
      throw error;
    }
  }
}

/** Whether the client went away before it had its answer, which is its own affair. */
function hasLeft(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return (
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    code === 'ECONNRESET' ||
    code === 'EPIPE'
  );
}
