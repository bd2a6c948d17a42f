import { cpus, loadavg, release, totalmem } from 'node:os';
import { Section } from '../types';

/** What a run of the benchmark writes down. */
export interface Report {
  /** ISO 8601 in UTC. */
  startedAt: string;
  seconds: number;
  machine: Machine;
  sections: Section[];
}

/** What the figures were measured on. */
export interface Machine {
  cores: number;
  processor: string;
  memoryGiB: number;
  platform: string;
  node: string;
  postgres: string;
  /** How many processes wanted a core in the minute before; above 1, the figures are worth little. */
  loadBefore: number;
}

/** The machine this runs on. */
export function describeMachine(postgres: string): Machine {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${release()} ${process.arch}`,
    node: process.versions.node,
    postgres,
    loadBefore: loadavg()[0] ?? 0,
  };
}
