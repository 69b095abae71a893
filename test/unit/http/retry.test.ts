import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkFailure } from '../../../src/http/network-failure.ts';
import type { HttpResponse } from '../../../src/http/response.ts';
import { pauseBeforeRetry } from '../../../src/http/retry.ts';
import { isFinalStatus, isRetriedStatus } from '../../../src/http/status.ts';

function response(status: number, retryAfterSeconds?: number): HttpResponse {
  const body = { kind: 'unread' } as const;
  return {
    kind: 'response',
    status,
    body,
    retryAfterSeconds,
    location: undefined,
    clockOffsetMs: 0,
  };
}

test('pauses double from half a second to ten, with full jitter', () => {
  const longest = Array.from({ length: 8 }, (_, index) =>
    pauseBeforeRetry(response(503), index + 1, 1),
  );
  assert.deepEqual(longest, [500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
  assert.equal(pauseBeforeRetry(response(503), 5, 0), 0);
  assert.equal(pauseBeforeRetry(response(503), 5, 0.5), 4000);
});

test('Retry-After counts when it is longer', () => {
  assert.equal(pauseBeforeRetry(response(429, 3), 1, 1), 3000);
  assert.equal(pauseBeforeRetry(response(429, 0), 1, 1), 500);
  assert.equal(pauseBeforeRetry(response(400, 3), 1, 1), undefined);
});

test('a failure is retried when it can be', () => {
  const failure = { kind: 'failure', canRetry: true } as NetworkFailure;
  assert.equal(pauseBeforeRetry(failure, 1, 1), 500);
  assert.equal(pauseBeforeRetry({ ...failure, canRetry: false }, 1, 1), undefined);
});

test('408, 429 and every 5xx but 501 and 505 are retried, and others from 300 on are final', () => {
  const all = Array.from({ length: 500 }, (_, index) => index + 100);
  const retried = all.filter(isRetriedStatus);
  const server = all.filter((status) => status >= 500 && status !== 501 && status !== 505);
  assert.deepEqual(retried, [408, 429, ...server]);
  assert.deepEqual(
    all.filter(isFinalStatus),
    all.filter((status) => status >= 300 && !retried.includes(status)),
  );
});
