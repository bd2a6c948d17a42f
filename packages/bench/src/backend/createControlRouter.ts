import express from 'express';
import Router from 'express-promise-router';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventLoopMeter } from './EventLoopMeter';
import { MemoryUse } from './types';
import { WorkMeter } from './WorkMeter';

/** One collection leaves behind what only finalizers set free. */
const COLLECTIONS = 4;
const BETWEEN_COLLECTIONS_MS = 500;

/** How the benchmark looks into the process and prepares the floor. Asking starts a count anew. */
export function createControlRouter(options: {
  answers: Map<string, Buffer>;
}): express.Router {
  const eventLoop = new EventLoopMeter();
  const work = new WorkMeter();
  const router = Router();

  router.put(
    '/answers/:name',
    express.raw({ type: () => true, limit: '1mb' }),
    (req, res) => {
      options.answers.set(req.params.name, req.body);
      res.status(204).end();
    },
  );
  router.post('/event-loop', (_req, res) => {
    res.json(eventLoop.take());
  });
  router.post('/work', (_req, res) => {
    res.json(work.take());
  });
  router.post('/memory', async (_req, res) => {
    res.json(await measureMemory());
  });

  return router;
}

async function measureMemory(): Promise<MemoryUse> {
  if (!global.gc) {
    throw new Error('Memory is only measured with --expose-gc');
  }
  const peakResidentBytes = process.resourceUsage().maxRSS * 1024;
  for (let collection = 0; collection < COLLECTIONS; collection++) {
    // Of any other flavor, it leaves V8 the pages that it once needed.
    global.gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    await sleep(BETWEEN_COLLECTIONS_MS);
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heapUsedBytes: heapUsed, residentBytes: rss, peakResidentBytes };
}
