import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { Exchange } from '../../../src/http/client.ts';
import type { NetworkFailure } from '../../../src/http/network-failure.ts';
import { networkError } from '../../../src/service/network-error.ts';

const { NODE_EXTRA_CA_CERTS: before } = process.env;

afterEach(() => {
  delete process.env.NODE_EXTRA_CA_CERTS;
  if (before !== undefined) {
    process.env.NODE_EXTRA_CA_CERTS = before;
  }
});

const FAILURE: NetworkFailure = {
  kind: 'failure',
  reason: 'network',
  party: 'host',
  codes: [],
  proxy: undefined,
  wasSent: false,
  canRetry: false,
};
const BEHIND_PROXY = { proxy: 'proxy.example:3128' };

function errorOf(failure: Partial<NetworkFailure>, exchange: Partial<Exchange> = {}) {
  const url = new URL('https://service.example/v4.0/folder?path=secret');
  return networkError(
    { ...FAILURE, ...failure },
    {
      exchange: { request: { method: 'GET', url }, attempts: 1, ...exchange } as Exchange,
      operation: {
        kind: 'check',
        title: 'The check',
        urlInputs: 'storage-url',
        inputs: 'storage-url, storage-path',
      },
      timeoutSeconds: 7,
    },
  );
}

/** What failed, and: the code, what the summary ends with, what the advice says. */
type Row = readonly [Partial<NetworkFailure>, code: string, end: string, advice: RegExp];

const ROWS: Readonly<Record<string, Row>> = {
  'a refused connection': [
    { codes: ['ECONNREFUSED'] },
    'unreachable',
    ': ECONNREFUSED.',
    /^Check that the runner can connect to service\.example\..*https_proxy/,
  ],
  'several addresses': [
    { codes: ['ENETUNREACH', 'ETIMEDOUT'] },
    'unreachable',
    ': ENETUNREACH and ETIMEDOUT.',
    /can connect/,
  ],
  'an unknown host': [
    { codes: ['ENOTFOUND'] },
    'unreachable',
    ': ENOTFOUND.',
    /^The host name could not be resolved: .*spelling in storage-url if it is set\./,
  ],
  'a reset': [{ codes: ['ECONNRESET'] }, 'unreachable', ': ECONNRESET.', /firewalls/],
  'a reset behind a proxy': [
    { codes: ['ECONNRESET'], ...BEHIND_PROXY },
    'unreachable',
    ' through the proxy proxy.example:3128: ECONNRESET.',
    /^The connection through the proxy was closed/,
  ],
  'a refused connection to the proxy': [
    { codes: ['ECONNREFUSED'], party: 'proxy', ...BEHIND_PROXY },
    'unreachable',
    ' through the proxy proxy.example:3128: the proxy failed with ECONNREFUSED.',
    /^Check host, port and scheme in https_proxy/,
  ],
  'too little time': [
    { reason: 'time' },
    'timeout',
    ': no complete response within timeout-seconds (7 seconds, of which an attempt gets half).',
    /raise timeout-seconds.*runner can reach it/,
  ],
  'too little time behind a proxy': [
    { reason: 'time', ...BEHIND_PROXY },
    'timeout',
    ' through the proxy proxy.example:3128: no complete response within timeout-seconds (7 seconds, of which an attempt gets half).',
    /raise timeout-seconds.*working proxy/,
  ],
  'a response that broke off': [
    { reason: 'broken-off', codes: ['ECONNRESET'] },
    'unreachable',
    ': the connection broke off before the response was complete (ECONNRESET).',
    /closes connections too early/,
  ],
  'another protocol': [
    { reason: 'not-http', codes: ['HPE_INVALID_CONSTANT'] },
    'bad-response',
    ': the response is not valid HTTP (HPE_INVALID_CONSTANT).',
    /^The response does not begin as HTTP: check scheme and port in storage-url\.$/,
  ],
  'long headers': [
    { reason: 'not-http', codes: ['HPE_HEADER_OVERFLOW'] },
    'bad-response',
    ': the response is not valid HTTP (HPE_HEADER_OVERFLOW).',
    /^The headers of the response are too large/,
  ],
  'damaged HTTP': [
    { reason: 'not-http', codes: ['HPE_INVALID_CHUNK_SIZE'] },
    'bad-response',
    ': the response is not valid HTTP (HPE_INVALID_CHUNK_SIZE).',
    /^A gateway .* may be damaging its responses/,
  ],
  'a proxy that wants a password': [
    { reason: 'proxy-refused', party: 'proxy', proxyStatus: 407 },
    'unreachable',
    ': the proxy answered CONNECT with HTTP 407.',
    /^Check the user and password in https_proxy/,
  ],
  'a proxy that refuses': [
    { reason: 'proxy-refused', party: 'proxy', proxyStatus: 403 },
    'unreachable',
    ': the proxy answered CONNECT with HTTP 403.',
    /^Check host, port and scheme in https_proxy/,
  ],
  'a proxy that closes the connection': [
    { reason: 'proxy-refused', party: 'proxy', codes: ['ECONNRESET'] },
    'unreachable',
    ': the proxy closed the connection.',
    /^Check host, port and scheme in https_proxy/,
  ],
  'a proxy that speaks something else': [
    { reason: 'proxy-refused', party: 'proxy' },
    'unreachable',
    ': the proxy sent something other than HTTP.',
    /^Check host, port and scheme in https_proxy/,
  ],
  'a proxy variable': [
    { reason: 'bad-variable', party: 'proxy', variable: 'https_proxy' },
    'unreachable',
    ': https_proxy is not the URL of an http or https proxy, so no connection was made.',
    /^Set it to http:\/\/HOST:PORT/,
  ],
  'an old Node': [
    { reason: 'old-node', party: 'proxy', variable: 'http_proxy' },
    'unreachable',
    `Node.js ${process.versions.node} is too old for the proxy in http_proxy, so no connection was made.`,
    /^Update the runner to version 2\.329/,
  ],
  'an unknown issuer': [
    { codes: ['UNABLE_TO_VERIFY_LEAF_SIGNATURE'] },
    'unreachable',
    ': UNABLE_TO_VERIFY_LEAF_SIGNATURE.',
    /certificate of the service: .*intermediate certificate is missing.*If you trust it, set NODE_EXTRA_CA_CERTS/,
  ],
  'a certificate that signed itself': [
    { codes: ['DEPTH_ZERO_SELF_SIGNED_CERT'], party: 'either', ...BEHIND_PROXY },
    'unreachable',
    ': DEPTH_ZERO_SELF_SIGNED_CERT.',
    /^The certificate of the service or the proxy comes from an authority.*NODE_EXTRA_CA_CERTS/,
  ],
  'an expired certificate': [
    { codes: ['CERT_HAS_EXPIRED'], party: 'proxy', ...BEHIND_PROXY },
    'unreachable',
    ': the proxy failed with CERT_HAS_EXPIRED.',
    /^Check the certificate of the proxy and the runner's clock\.$/,
  ],
  'a certificate of the future': [
    { codes: ['CERT_NOT_YET_VALID'] },
    'unreachable',
    ': CERT_NOT_YET_VALID.',
    /runner's clock/,
  ],
  'a certificate of another host': [
    { codes: ['ERR_TLS_CERT_ALTNAME_INVALID'] },
    'unreachable',
    ': ERR_TLS_CERT_ALTNAME_INVALID.',
    /^Check the certificate of the service, and the host in storage-url\.$/,
  ],
  'a revoked certificate': [
    { codes: ['CERT_REVOKED'] },
    'unreachable',
    ': CERT_REVOKED.',
    /^Check the certificate of the service, and the host in storage-url\.$/,
  ],
  'a port without TLS': [
    { codes: ['EPROTO'] },
    'unreachable',
    ': EPROTO.',
    /^Check the scheme and port of the service \(storage-url\): does the port speak TLS\?$/,
  ],
  'another error of TLS': [
    { codes: ['ERR_SSL_WRONG_VERSION_NUMBER'] },
    'unreachable',
    ': ERR_SSL_WRONG_VERSION_NUMBER.',
    /does the port speak TLS\?$/,
  ],
};

for (const [what, [failure, code, end, advice]] of Object.entries(ROWS)) {
  test(`${what} is explained`, () => {
    delete process.env.NODE_EXTRA_CA_CERTS;
    const error = errorOf(failure);
    assert.equal(error.code, code);
    assert.ok(error.summary.startsWith('The check failed: GET service.example/v4.0/folder'));
    assert.ok(error.summary.endsWith(end), error.summary);
    assert.match(error.advice, advice);
  });
}

test('NODE_EXTRA_CA_CERTS is not proposed when it is set', () => {
  process.env.NODE_EXTRA_CA_CERTS = '/ca.pem';
  const { advice } = errorOf({ codes: ['SELF_SIGNED_CERT_IN_CHAIN'] });
  assert.match(advice, /NODE_EXTRA_CA_CERTS is set, but its file is missing/);
  assert.doesNotMatch(advice, /set NODE_EXTRA_CA_CERTS to/);
});

test('a reset by http may come from a port that speaks TLS', () => {
  const request = { method: 'GET', url: new URL('http://service.example/') } as const;
  const { advice } = errorOf(
    { codes: ['ECONNRESET'] },
    { request: { ...request, headers: {}, maxBodyBytes: 1 } },
  );
  assert.match(advice, /write https:\/\/ in storage-url\.$/);
});

test('the number of attempts is told, and why there were no more', () => {
  const { summary, advice } = errorOf({ codes: ['ECONNRESET'] }, { attempts: 4, hasGivenUp: true });
  assert.ok(summary.endsWith(': ECONNRESET after 4 attempts.'), summary);
  assert.match(advice, / No more token requests were sent after four without a response/);
  assert.doesNotMatch(errorOf({ codes: ['ECONNRESET'] }).advice, /No more token requests/);
});

test('only a failure that may pass keeps the gate waiting', () => {
  assert.deepEqual(errorOf({ canRetry: true }).transient, { retryAfterSeconds: 0 });
  assert.equal(errorOf({ canRetry: false }).transient, undefined);
});
