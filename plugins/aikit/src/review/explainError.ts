import { ResponseError } from '@backstage/errors';

/** What kept the cluster from answering, by what a person can do about it. */
export type Refusal =
  | 'invalid'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'unavailable'
  | 'failed';

const BY_STATUS: Record<number, Refusal> = {
  400: 'invalid',
  401: 'forbidden',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/**
 * Sorts an error of a preview, and finds the words of whoever refused: the
 * backend's own, which name the field, the rule or the other manager.
 */
export function explainError(error: Error): {
  refusal: Refusal;
  message: string;
} {
  const { statusCode, cause } = error as Partial<ResponseError>;
  // The browser's error for a backend that does not answer has no status.
  const refusal =
    statusCode === undefined && error instanceof TypeError
      ? 'unavailable'
      : BY_STATUS[statusCode ?? 0] ?? 'failed';
  return { refusal, message: cause?.message || error.message };
}
