import { ConflictError } from '@backstage/errors';
import { createHash, randomBytes } from 'node:crypto';

/** Enough for two previews of the same never to share a token. */
const NONCE_BYTES = 9;

/** What a preview said of a write: whoever gives its token back means this and nothing else. */
export interface PreviewedWrite {
  operation: 'create' | 'update' | 'delete';
  /** Id of an instance for something new, else a log source ref. */
  target: string;
  /** What Panther would be asked for. */
  request: object;
  revision?: string;
  changes: object[];
  warnings: object[];
}

/** The token of a preview. It holds no secret, and means something for as long as nothing changes. */
export function issuePreviewToken(previewed: PreviewedWrite): string {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  return toToken(nonce, previewed);
}

/**
 * Throws a `ConflictError` that tells the way out where a preview that was made just now does not say
 * what the one of a token said.
 */
export function expectStillTrue(
  token: string,
  previewed: PreviewedWrite,
  previewAction: string,
): void {
  const [nonce = ''] = token.split('.');
  if (toToken(nonce, previewed) !== token) {
    throw new ConflictError(
      `This is not what the preview said: it was made with another input, or something has changed since. Preview it anew with ${previewAction}, look at what that says, and give its previewToken.`,
    );
  }
}

/** One preview stands for one wish, however often it is put. */
export function toIdempotencyKey(token: string): string {
  return `preview-${createHash('sha256').update(token).digest('base64url')}`;
}

function toToken(
  nonce: string,
  { operation, target, request, revision, changes, warnings }: PreviewedWrite,
): string {
  const said = [nonce, operation, target, request, revision, changes, warnings];
  const hash = createHash('sha256').update(JSON.stringify(said));
  return `${nonce}.${hash.digest('base64url')}`;
}
