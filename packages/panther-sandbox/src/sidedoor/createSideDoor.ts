import express, { Router } from 'express';
import { z } from 'zod';
import type { Sandbox } from '../types';

const fault = z
  .strictObject({
    operation: z.string().min(1).optional(),
    path: z.string().startsWith('/').optional(),
    times: z.int().min(1).default(1),
    status: z.int().min(200).max(599).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
    delayMs: z.int().min(0).optional(),
    drop: z.boolean().optional(),
    takeEffect: z.boolean().optional(),
  })
  .refine(
    ({ status, body, delayMs, drop }) =>
      status !== undefined || body !== undefined || Boolean(delayMs) || drop,
    'say what is to go wrong: status, body, delayMs or drop',
  );

/** The sandbox's own routes, which Panther has not. They take no token. */
export function createSideDoor(sandbox: Omit<Sandbox, 'app'>): Router {
  const router = Router();
  // A fault may carry a whole list of sources.
  router.use(express.json({ limit: '64mb', strict: false }));

  router.post('/reset', (_request, response) => {
    sandbox.reset();
    response.status(204).end();
  });

  router.get('/requests', (_request, response) => {
    response.json(sandbox.countRequests());
  });

  router.post('/faults', (request, response) => {
    const order = fault.safeParse(request.body);
    if (!order.success) {
      response.status(400).json({ message: z.prettifyError(order.error) });
      return;
    }
    sandbox.orderFault(order.data);
    response.status(204).end();
  });

  return router;
}
