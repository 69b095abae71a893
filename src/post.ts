import { warning } from './log.ts';

/**
 * Explains a late 401 before anyone has to wonder: warns when the token expired while the job was still running.
 *
 * @param expiresAt the ISO 8601 instant that the main step left behind; empty when it published no token, or one whose
 *   expiry nothing tells
 */
export function warnIfExpired(expiresAt: string): void {
  if (Date.parse(expiresAt) <= Date.now()) {
    warning(
      `The access token expired at ${expiresAt}, while the job was still running. A 401 in a step after that comes ` +
        'from the expiry: use the action once more before that step.',
    );
  }
}
