import { createHash } from 'node:crypto';
import type { Tenant } from './Tenant';
import type { LogSource, Problem } from './types';

/** A system error about a log source: one for each problem it has or had. */
export interface SystemError {
  /** 32 hexadecimal digits. */
  id: string;
  source: LogSource;
  problem: Problem;
  status: 'OPEN' | 'RESOLVED';
}

/** All system errors raised so far, the newest first. */
export function listSystemErrors(tenant: Tenant): SystemError[] {
  const now = tenant.now();
  const found: SystemError[] = [];
  for (const source of tenant.listSources()) {
    for (const problem of tenant.openProblems(source, now)) {
      found.push(systemError(source, problem, 'OPEN'));
    }
    for (const problem of source.problems) {
      if (problem.until !== undefined && problem.until <= now) {
        found.push(systemError(source, problem, 'RESOLVED'));
      }
    }
  }
  return found.sort((a, b) => b.problem.since - a.problem.since);
}

function systemError(
  source: LogSource,
  problem: Problem,
  status: SystemError['status'],
): SystemError {
  const id = createHash('md5')
    .update(`${source.integrationId} ${problem.type} ${problem.since}`)
    .digest('hex');
  return { id, source, problem, status };
}
