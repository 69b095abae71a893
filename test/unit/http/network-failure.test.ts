import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Attempt,
  blockedFailure,
  networkFailure,
  timeFailure,
} from '../../../src/http/network-failure.ts';

const HTTP = { url: new URL('http://service.example'), proxy: undefined, hasResponse: false };
const HTTPS = { ...HTTP, url: new URL('https://service.example') };
const PROXY = new URL('http://proxy.example:3128');
const SECURE_PROXY = new URL('https://proxy.example:3129');

/** An error as Node throws it. */
function errorWith(fields: object): Error {
  return Object.assign(new Error('made up'), fields);
}

/** What is classified, and: reason, party, whether it was sent, whether another attempt can help. */
type Row = readonly [error: object, attempt: Attempt, string, string, boolean, boolean];

const REFUSED = { code: 'ECONNREFUSED', syscall: 'connect' };
const RESET = { code: 'ECONNRESET', syscall: 'read' };
const EXPIRED = { code: 'CERT_HAS_EXPIRED' };

const ROWS: Readonly<Record<string, Row>> = {
  'a refused connection': [REFUSED, HTTPS, 'network', 'host', false, true],
  'a refused connection to the proxy': [
    REFUSED,
    { ...HTTPS, proxy: PROXY },
    'network',
    'proxy',
    false,
    true,
  ],
  'a host that is not known now': [
    { code: 'EAI_AGAIN', syscall: 'getaddrinfo' },
    HTTPS,
    'network',
    'host',
    false,
    true,
  ],
  'a host that is not known': [
    { code: 'ENOTFOUND', syscall: 'getaddrinfo' },
    HTTPS,
    'network',
    'host',
    false,
    false,
  ],
  'a reset before the response': [RESET, HTTPS, 'network', 'host', true, true],
  'a reset behind a proxy': [RESET, { ...HTTPS, proxy: PROXY }, 'network', 'host', true, true],
  'a reset within the response': [
    RESET,
    { ...HTTPS, hasResponse: true },
    'broken-off',
    'host',
    true,
    true,
  ],
  'a reset of the TLS handshake': [
    { ...RESET, host: 'service.example' },
    HTTPS,
    'network',
    'host',
    false,
    true,
  ],
  'a certificate': [EXPIRED, HTTPS, 'network', 'host', false, false],
  'a certificate behind an http proxy': [
    EXPIRED,
    { ...HTTPS, proxy: PROXY },
    'network',
    'host',
    false,
    false,
  ],
  'a certificate behind an https proxy': [
    EXPIRED,
    { ...HTTPS, proxy: SECURE_PROXY },
    'network',
    'either',
    false,
    false,
  ],
  'a certificate of a proxy that forwards': [
    EXPIRED,
    { ...HTTP, proxy: SECURE_PROXY },
    'network',
    'proxy',
    false,
    false,
  ],
  'a response that is not HTTP': [
    { code: 'HPE_INVALID_CONSTANT' },
    HTTPS,
    'not-http',
    'host',
    true,
    false,
  ],
  'a response through a tunnel that is not HTTP': [
    { code: 'HPE_INVALID_CONSTANT' },
    { ...HTTPS, proxy: PROXY },
    'not-http',
    'host',
    true,
    false,
  ],
  'a response of a proxy that is not HTTP': [
    { code: 'HPE_INVALID_CONSTANT' },
    { ...HTTP, proxy: PROXY },
    'proxy-refused',
    'proxy',
    true,
    false,
  ],
};

for (const [what, [error, attempt, reason, party, wasSent, canRetry]] of Object.entries(ROWS)) {
  test(`${what} is told from others`, () => {
    const { code } = error as { code: string };
    assert.deepEqual(networkFailure(errorWith(error), attempt), {
      kind: 'failure',
      reason,
      party,
      codes: [code],
      proxy: attempt.proxy?.host,
      wasSent,
      canRetry,
    });
  });
}

const RETRIED =
  'EAI_AGAIN ECONNABORTED ECONNREFUSED ECONNRESET EHOSTUNREACH ENETDOWN ENETUNREACH EPIPE ETIMEDOUT';

for (const code of RETRIED.split(' ')) {
  test(`${code} is retried, also when another address fails for good`, () => {
    const syscall = 'connect';
    assert.equal(networkFailure(errorWith({ code, syscall }), HTTPS).canRetry, true);
    const errors = [
      { code: 'EACCES', syscall },
      { code, syscall },
      { code, syscall },
    ];
    const failure = networkFailure(errorWith({ code, errors }), HTTPS);
    assert.deepEqual(failure.codes, ['EACCES', code]);
    assert.equal(failure.canRetry, true);
  });
}

for (const code of [
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'EPROTO',
]) {
  test(`${code} comes from TLS, before anything was sent`, () => {
    assert.equal(networkFailure(errorWith({ code }), HTTPS).wasSent, false);
  });
}

/** What the proxy answered to CONNECT. */
const TUNNELS: readonly (readonly [number | undefined, object])[] = [
  [407, { codes: [], proxyStatus: 407, canRetry: false }],
  [503, { codes: [], proxyStatus: 503, canRetry: true }],
  [Number.NaN, { codes: [], proxyStatus: undefined, canRetry: false }],
  [undefined, { codes: ['ECONNRESET'], proxyStatus: undefined, canRetry: true }],
];

for (const [statusCode, expected] of TUNNELS) {
  test(`a tunnel that failed with ${statusCode} is the proxy's doing`, () => {
    const error = errorWith({ code: 'ERR_PROXY_TUNNEL', statusCode });
    assert.deepEqual(networkFailure(error, { ...HTTPS, proxy: PROXY }), {
      kind: 'failure',
      reason: 'proxy-refused',
      party: 'proxy',
      proxy: 'proxy.example:3128',
      wasSent: false,
      ...expected,
    });
  });
}

test('an error without a code is a bug, and is thrown', () => {
  const bug = new TypeError('made up');
  assert.throws(() => networkFailure(bug, HTTPS), bug);
});

test('too little time may be more the next time, and the request may have arrived', () => {
  assert.deepEqual(timeFailure({ ...HTTPS, proxy: PROXY }), {
    kind: 'failure',
    reason: 'time',
    party: 'host',
    codes: [],
    proxy: 'proxy.example:3128',
    wasSent: true,
    canRetry: true,
  });
});

test('a proxy variable that cannot be used stays as it is', () => {
  assert.deepEqual(blockedFailure('bad-variable', 'https_proxy'), {
    kind: 'failure',
    reason: 'bad-variable',
    party: 'proxy',
    codes: [],
    variable: 'https_proxy',
    wasSent: false,
    canRetry: false,
  });
});

test('one address that was only connected to means that nothing was sent', () => {
  const errors = [REFUSED, { code: 'ETIMEDOUT' }];
  assert.equal(networkFailure(errorWith({ code: 'ECONNREFUSED', errors }), HTTPS).wasSent, false);
});
