/** Every way a run can fail, as the output `error-code` spells it. */
export const ERROR_CODES = [
  'invalid-input',
  'missing-credentials',
  'credentials-rejected',
  'credentials-locked',
  'token-expired',
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

/**
 * A failure the reader of the log can act on. Its message says what failed, where, why and what to do next. It never
 * holds a secret, a token, a response body, a header or a request, and neither does its cause.
 */
export class AsposeAuthError extends Error {
  override readonly name = 'AsposeAuthError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Where the documentation deals with failures of this kind. */
export function troubleshootingUrl(code: ErrorCode): string {
  return `https://github.com/org/aspose-auth/blob/v1/docs/troubleshooting.md#${code}`;
}
