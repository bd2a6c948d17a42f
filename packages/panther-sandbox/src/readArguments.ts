import { parseArgs } from 'node:util';
import { defaultTokens } from './tenant/tokens';
import type { SandboxOptions } from './types';

export interface CommandArguments extends SandboxOptions {
  host: string;
  /** 0 for any that is free. */
  port: number;
  /** The token that may do everything. */
  token: string;
}

/** Why the arguments of the command make no sense, in a sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws {@link UsageError} */
export function readArguments(args: string[]): CommandArguments {
  const values = parse(args);
  const [main, ...others] = defaultTokens;
  if (!main) {
    throw new Error('There is no default token');
  }
  const token = values.token ?? main.token;
  if (!token.trim()) {
    throw new UsageError('--token must not be empty.');
  }
  return {
    host: values.host,
    port: readNumber('--port', values.port, 65_535),
    token,
    tokens: [{ ...main, token }, ...others],
    sources:
      values.sources === undefined
        ? undefined
        : readNumber('--sources', values.sources, 1_000_000),
    latencyMs: readNumber('--latency', values.latency, 600_000),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        latency: { type: 'string', default: '0' },
        port: { type: 'string', default: '7010' },
        sources: { type: 'string' },
        token: { type: 'string' },
      },
    }).values;
  } catch (error) {
    // `parseArgs` says in its message which argument it does not know, or has no value.
    throw new UsageError(
      error instanceof Error ? error.message : String(error),
    );
  }
}

function readNumber(name: string, value: string, highest: number): number {
  if (!/^\d+$/.test(value) || Number(value) > highest) {
    throw new UsageError(
      `${name} must be a whole number from 0 to ${highest}, got "${value}".`,
    );
  }
  return Number(value);
}
