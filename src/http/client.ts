import { monotonicMs, sleep } from '../clock.ts';
import { AsposeAuthError } from '../errors.ts';
import { debug } from '../runner/log.ts';
import { type Answer, isTransient } from '../service/answer.ts';
import { count } from '../text.ts';
import { type Failure, SILENCE } from './network-failure.ts';
import { viaProxy } from './proxy.ts';
import { exchange, type Reply, type Request } from './send.ts';

/** How requests are sent. */
export type Http = ReturnType<typeof createHttp>;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const SHORTEST_ATTEMPT_MS = 1000;

/**
 * Sends requests within a budget, and again while that can help.
 *
 * @param timeoutSeconds wall-clock budget of one operation, all its requests and pauses together
 */
export function createHttp(timeoutSeconds: number) {
  // Half the budget at most, so that a connection gone dead leaves time for a second one.
  const longestAttempt = Math.max(timeoutSeconds * 500, SHORTEST_ATTEMPT_MS);
  let requests = 0;

  /**
   * Sends a request until an answer comes that no repetition would better, or until no time is left for another. An answer
   * of 400, 401 or 403 is never asked for twice: it counts towards the credentials' lock.
   *
   * @throws AsposeAuthError `unreachable`, `timeout`, or `bad-response` for an answer that is no HTTP or over 1 MiB
   */
  async function send(request: Request, deadline: number): Promise<Answer> {
    let outcome: Reply | Failure | undefined;
    for (let attempts = 1; ; attempts++) {
      requests++;
      const left = deadline - monotonicMs();
      const latest = await exchange(request, Math.min(longestAttempt, left));
      const elapsed = Math.round(left - (deadline - monotonicMs()));
      const { purpose, method, url } = request;
      const shown = isFailure(latest) ? latest.reason : latest.status;
      debug(`${method} ${url.host} ${url.pathname}: ${shown} (attempt ${attempts}, ${elapsed} ms)`);

      // That the budget cut an attempt short says nothing of the server, so what was seen before still holds.
      const isCutShort = latest === SILENCE && left < longestAttempt;
      outcome = isCutShort ? (outcome ?? latest) : latest;
      const pause = pauseBeforeRetry(outcome, attempts);
      if (pause !== undefined && monotonicMs() + pause < deadline) {
        await sleep(pause);
      } else if (isFailure(outcome)) {
        const tried = `${count(attempts, 'attempt')}, budget ${count(timeoutSeconds, 'second')}`;
        throw new AsposeAuthError(
          outcome.code,
          `${purpose} failed: no usable answer from ${url.host}${viaProxy(url)}: ${outcome.reason} (${tried}). ${outcome.advice}`,
        );
      } else {
        return { ...outcome, attempts };
      }
    }
  }

  return {
    timeoutSeconds,
    /** How many requests were sent so far. */
    get requests() {
      return requests;
    },
    /** When an operation that starts now must be over, in milliseconds of the monotonic clock. */
    deadline: () => monotonicMs() + timeoutSeconds * 1000,
    send,
  };
}

function isFailure(outcome: Reply | Failure): outcome is Failure {
  return 'retry' in outcome;
}

/** Milliseconds to wait before the next attempt; undefined when another attempt is of no use. */
function pauseBeforeRetry(outcome: Reply | Failure, attempts: number): number | undefined {
  const jittered = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
  if (isFailure(outcome)) {
    return outcome.retry ? jittered : undefined;
  }
  const { status, retryAfter = 0 } = outcome;
  return isTransient(status) ? Math.max(jittered, retryAfter * 1000) : undefined;
}
