import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpResponse } from '../../../src/http/response.ts';
import { neverQuote } from '../../../src/runner/secrets.ts';
import {
  badResponse,
  isSuccess,
  objectOf,
  type Reply,
  statusError,
} from '../../../src/service/judge.ts';

interface Parts {
  readonly response?: Partial<HttpResponse>;
  readonly kind?: 'token' | 'check' | 'listing';
  readonly attempts?: number;
  readonly serverWords?: string;
}

function replyWith({ response, kind = 'check', attempts = 1, serverWords = '' }: Parts): Reply {
  const url = new URL('https://service.example/v4.0/folder?path=x');
  return {
    operation: {
      kind,
      title: 'The check',
      urlInputs: 'storage-url',
      inputs: 'storage-url, storage-path',
    },
    exchange: { request: { method: 'GET', url }, attempts } as Reply['exchange'],
    response: {
      kind: 'response',
      status: 200,
      body: { kind: 'unread' },
      ...response,
    } as HttpResponse,
    serverWords,
  };
}

const WHERE = 'GET service.example/v4.0/folder';

test('a success is 2xx', () => {
  const good = [199, 200, 204, 299, 300].filter((status) =>
    isSuccess(replyWith({ response: { status } })),
  );
  assert.deepEqual(good, [200, 204, 299]);
});

/** A location, and what the redirect is said to lead to. */
const REDIRECTS: readonly (readonly [string | undefined, string])[] = [
  ['https://other.example:8443/path?secret', 'https://other.example:8443'],
  ['/elsewhere', 'https://service.example'],
  ['https://a-made-up-secret.example/', 'an address that holds a secret (hidden)'],
  [undefined, 'no address that can be read'],
  ['https://', 'no address that can be read'],
  ['mailto:a@b.example', 'no address that can be read'],
];

for (const [location, target] of REDIRECTS) {
  test(`a redirect to ${location} names only its host`, () => {
    neverQuote('A-Made-Up-Secret');
    for (const status of [300, 302, 399]) {
      const error = statusError(replyWith({ response: { status, location } }));
      assert.equal(error.code, 'unexpected-redirect');
      assert.equal(
        error.summary,
        `The check failed: ${WHERE} answered with a redirect (HTTP ${status}) to ${target}. Redirects are not followed, because the request carries a secret.`,
      );
      assert.equal(error.advice, 'If the service has moved, set storage-url to its new address.');
    }
  });
}

/** A status with its `Retry-After`, and: what the advice begins with, whether it may pass. */
const STATUSES: readonly (readonly [number, number | undefined, RegExp, number | undefined])[] = [
  [400, 60, /^Check storage-url, storage-path\.$/, undefined],
  [407, undefined, /^A proxy asks for a user and password: check https_proxy/, undefined],
  [501, undefined, /^Check storage-url, storage-path\.$/, undefined],
  [429, undefined, /^The service limits how often it may be called/, 0],
  [429, 90, /^The service asks to wait 90 seconds, and timeout-seconds leaves no room/, 90],
  [503, undefined, /^The service has a problem/, 0],
  [503, 0, /^The service has a problem/, 0],
];

for (const [status, retryAfterSeconds, advice, wait] of STATUSES) {
  test(`HTTP ${status} with Retry-After ${retryAfterSeconds} is explained`, () => {
    const response = { status, retryAfterSeconds };
    const error = statusError(replyWith({ response }));
    assert.equal(error.code, 'server-error');
    assert.equal(error.summary, `The check failed: ${WHERE} returned HTTP ${status}.`);
    assert.match(error.advice, advice);
    assert.deepEqual(error.transient, wait === undefined ? undefined : { retryAfterSeconds: wait });
    assert.equal(statusError(replyWith({ response, kind: 'token' })).transient, undefined);
  });
}

test('attempts and the words of the service are told', () => {
  const reply = replyWith({ response: { status: 503 }, attempts: 3, serverWords: 'busy' });
  assert.ok(statusError(reply).summary.endsWith('returned HTTP 503 after 3 attempts (busy).'));
});

test('a response that is not what the API sends may come from a gateway', () => {
  const error = badResponse(replyWith({}), 'is odd');
  assert.equal(error.code, 'bad-response');
  assert.equal(error.summary, `The check failed: the response of ${WHERE} (HTTP 200) is odd.`);
  assert.match(error.advice, /^Check storage-url, storage-path\. .*proxy or gateway/);
  const said = badResponse(replyWith({ serverWords: 'a word' }), 'is odd');
  assert.ok(said.summary.endsWith('is odd (a word).'));
  assert.match(said.advice, /^Check storage-url, storage-path and what the service says\.$/);
  assert.equal(badResponse(replyWith({}), 'is odd', 'Do this.').advice, 'Do this.');
});

/** A body, and what is said of it. */
const BODIES: readonly (readonly [HttpResponse['body'], RegExp])[] = [
  [{ kind: 'text', text: '[]' }, /\(HTTP 200\) is not a JSON object\.$/],
  [{ kind: 'text', text: '{"a":1,"A":2}' }, /has the key a in two spellings\.$/],
  [{ kind: 'compressed', encoding: 'gzip' }, /is compressed \(gzip\), although it was requested/],
  [{ kind: 'compressed', encoding: 'x'.repeat(30) }, /is compressed \(x{19}…\), although/],
  [{ kind: 'too-large', limitBytes: 16_777_216 }, /is larger than 16 MiB\.$/],
  [{ kind: 'not-utf-8' }, /is not JSON in UTF-8\.$/],
  [{ kind: 'unread' }, /is not JSON in UTF-8\.$/],
];

for (const [body, words] of BODIES) {
  test(`a body without a usable object is said to be so: ${JSON.stringify(body)}`, () => {
    assert.throws(() => objectOf(replyWith({ response: { body } })), {
      code: 'bad-response',
      summary: words,
    });
  });
}

test('only a listing can be made smaller', () => {
  const response = { body: { kind: 'too-large', limitBytes: 1 } } as const;
  assert.throws(() => objectOf(replyWith({ response, kind: 'listing' })), { advice: /subfolder/ });
  assert.throws(() => objectOf(replyWith({ response })), { advice: /gateway/ });
});

test('whoever compresses without being asked is named', () => {
  const response = { body: { kind: 'compressed', encoding: 'br' } } as const;
  assert.throws(() => objectOf(replyWith({ response })), { advice: /compresses responses/ });
});
