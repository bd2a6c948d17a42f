import { isError } from '@backstage/errors';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Dispatcher } from 'undici';

/**
 * Collects the body of a response and undoes gzip. Resolves to the reason, as a clause, where the
 * body is none that can be read; rejects where the connection fails.
 */
export async function readBody(
  response: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<{ bytes: Buffer } | { unreadable: string }> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') {
    response.body.on('error', ignore).destroy();
    return { unreadable: `its encoding is "${encoding}"` };
  }
  const body =
    encoding === 'gzip'
      ? pipeline(response.body, createGunzip(), ignore)
      : response.body;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > maxBytes) {
        return { unreadable: `it is larger than ${maxBytes} bytes` };
      }
      chunks.push(chunk);
    }
  } catch (error) {
    // https://nodejs.org/api/zlib.html#error-codes
    if (isError(error) && String(error.code).startsWith('Z_')) {
      return { unreadable: 'it is not the gzip it claims to be' };
    }
    throw error;
  }
  return { bytes: Buffer.concat(chunks) };
}

/** For streams that nobody reads, or whose errors reach whoever reads them. */
function ignore(): void {}
