/** Why the tenant refuses something; REST and GraphQL each give it their own form. */
export type RefusalReason =
  | 'bad_request'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'exists';

export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly reason: RefusalReason, message: string) {
    super(message);
  }
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === 'Refusal';
}
