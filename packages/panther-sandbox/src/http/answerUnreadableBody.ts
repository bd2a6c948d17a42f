import type { NextFunction, Request, Response } from 'express';

/** Answers for a body that Express could not read, such as one that is too large. */
export function answerUnreadableBody(
  error: Error & { status?: number },
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (error.status === undefined || error.status >= 500) {
    next(error);
    return;
  }
  response.status(error.status).json({ message: error.message });
}
