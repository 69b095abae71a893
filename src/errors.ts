/** Every way a run can fail, as the output `error-code` spells it. */
export const ERROR_CODES = [
  'invalid-input',
  'missing-credentials',
  'credentials-rejected',
  'credentials-locked',
  'token-expired',
  'sealed-token-rejected',
  'token-rejected',
  'storage-denied',
  'storage-gate-failed',
  'unreachable',
  'timeout',
  'server-error',
  'unexpected-redirect',
  'bad-response',
  'internal-error',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Trouble that may be over soon, so that a gate that waits asks again. */
export interface Transient {
  /** Seconds that the service asks to wait; 0 when it does not say. */
  readonly retryAfterSeconds: number;
}

export interface ErrorParts {
  /** What failed, against which host and path, and with which status or network error. */
  readonly summary: string;
  /** One entry per bad input, unmet path and so on. */
  readonly details?: readonly string[];
  /** What to do next. */
  readonly advice: string;
  readonly transient?: Transient | undefined;
}

/**
 * A failure that the reader of the log can act on. No part of it ever holds a secret, a token, a response body, a header
 * or a request.
 */
export class AsposeAuthError extends Error {
  override readonly name = 'AsposeAuthError';
  readonly code: ErrorCode;
  readonly summary: string;
  readonly details: readonly string[];
  readonly advice: string;
  readonly transient: Transient | undefined;

  constructor(code: ErrorCode, { summary, details = [], advice, transient }: ErrorParts) {
    super(summary);
    this.code = code;
    this.summary = summary;
    this.details = details;
    this.advice = advice;
    this.transient = transient;
  }
}
