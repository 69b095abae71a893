import type { NetworkFailure } from './network-failure.ts';
import type { HttpResponse } from './response.ts';
import { isRetriedStatus } from './status.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Milliseconds to pause before the next attempt: exponential backoff with full jitter, or the `Retry-After` of the
 * response when that is longer. Undefined when no other attempt can help.
 *
 * @param attempts how many were made so far
 * @param random a number from 0 to 1
 */
export function pauseBeforeRetry(
  outcome: HttpResponse | NetworkFailure,
  attempts: number,
  random: number,
): number | undefined {
  const backoff = random * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
  if (outcome.kind === 'failure') {
    return outcome.canRetry ? backoff : undefined;
  }
  const { status, retryAfterSeconds = 0 } = outcome;
  return isRetriedStatus(status) ? Math.max(backoff, retryAfterSeconds * 1000) : undefined;
}
