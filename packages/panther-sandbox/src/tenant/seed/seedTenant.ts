import type { LogSource } from '../types';
import { demoSources } from './demoSources';
import { generateSource } from './generateSource';
import { otherS3Sources } from './otherS3Sources';
import { otherSources } from './otherSources';

export interface TenantSeed {
  sources: LogSource[];
  /** Minutes of the drop-off alarm by source id. */
  alarms: Map<string, number>;
}

/**
 * A fresh tenant: the demo's sources first, then others of every type, then as many generated ones
 * as it takes to have `count`. The same moment and count always give the same tenant.
 */
export function seedTenant(
  moment: number,
  count: number | undefined,
): TenantSeed {
  const now = moment - (moment % 1_000);
  const sources = [
    ...demoSources(now),
    ...otherS3Sources(now),
    ...otherSources(now),
  ];
  const wanted = count ?? sources.length;
  for (let index = sources.length; index < wanted; index++) {
    sources.push(generateSource(index, now));
  }
  return {
    sources: sources.slice(0, wanted),
    alarms: new Map([
      // Checkout access logs
      ['3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81', 60],
      // Warehouse scanner events, which have been silent for longer than that
      ['5d0b9e63-47ac-4f18-92de-3c6a8f1b7e05', 1_440],
    ]),
  };
}
