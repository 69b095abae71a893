import { AsposeAuthError, type ErrorCode } from '../errors.ts';
import type { Exchange } from '../http/client.ts';
import type { NetworkFailure } from '../http/network-failure.ts';
import { count, duration, listed } from '../text.ts';
import { endpoint, type Operation, shownHost, transientOf } from './operation.ts';

interface Context {
  readonly exchange: Exchange;
  readonly operation: Operation;
  readonly timeoutSeconds: number;
}

/** Turns a network failure into the error that explains it. */
export function networkError(failure: NetworkFailure, context: Context): AsposeAuthError {
  const { exchange, operation, timeoutSeconds } = context;
  const attempts = exchange.attempts > 1 ? ` after ${count(exchange.attempts, 'attempt')}` : '';
  const via = failure.proxy === undefined ? '' : ` through the proxy ${failure.proxy}`;
  return new AsposeAuthError(codeOf(failure), {
    summary: `${operation.title} failed: ${endpoint(exchange)}${via}: ${problem(failure, timeoutSeconds)}${attempts}.`,
    advice: adviceFor(failure, context),
    transient: failure.canRetry ? transientOf(operation, 0) : undefined,
  });
}

function codeOf({ reason }: NetworkFailure): ErrorCode {
  switch (reason) {
    case 'time':
      return 'timeout';
    case 'not-http':
      return 'bad-response';
    default:
      return 'unreachable';
  }
}

function problem(failure: NetworkFailure, timeoutSeconds: number): string {
  const codes = listed(failure.codes);
  switch (failure.reason) {
    case 'time':
      return `no complete response within timeout-seconds (${duration(timeoutSeconds)}, of which an attempt gets half)`;
    case 'broken-off':
      return `the connection broke off before the response was complete (${codes})`;
    case 'not-http':
      return `the response is not valid HTTP (${codes})`;
    case 'proxy-refused':
      return proxyProblem(failure);
    case 'bad-variable':
      return `${failure.variable} is not the URL of an http or https proxy, so no connection was made`;
    case 'old-node':
      return `this runner's Node.js ${process.versions.node} is too old for the proxy in ${failure.variable}, so no connection was made`;
    case 'network':
      return failure.party === 'proxy' ? `the proxy failed with ${codes}` : codes;
  }
}

function proxyProblem({ proxyStatus, codes }: NetworkFailure): string {
  if (proxyStatus !== undefined) {
    return `the proxy refused the connection with HTTP ${proxyStatus}`;
  }
  return codes.includes('ECONNRESET')
    ? 'the proxy closed the connection'
    : 'the proxy sent something other than HTTP';
}

const MISSING_AUTHORITY = /^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_GET_ISSUER)/;

interface AdviceRule {
  readonly fits: (failure: NetworkFailure, code: string) => boolean;
  readonly advice: (failure: NetworkFailure, context: Context) => string;
}

/** What to do, by the first rule that fits one of the error codes. */
const ADVICE: readonly AdviceRule[] = [
  {
    fits: ({ reason }) => reason === 'time',
    advice: () =>
      'If the service is slow, raise timeout-seconds. Otherwise check that the runner can reach it.',
  },
  {
    fits: ({ reason }) => reason === 'bad-variable',
    advice: () =>
      'Set it to http://HOST:PORT, with user and password percent-encoded, or leave it empty.',
  },
  {
    fits: ({ reason }) => reason === 'old-node',
    advice: () => 'Update the runner to version 2.329 or newer, whose Node.js supports proxies.',
  },
  {
    fits: ({ proxyStatus }) => proxyStatus === 407,
    advice: () => 'Check the user and password in https_proxy or http_proxy.',
  },
  {
    fits: ({ reason, party }) => reason === 'proxy-refused' || party === 'proxy',
    advice: () =>
      'Check host, port and scheme in https_proxy or http_proxy, that the proxy allows this host, and no_proxy.',
  },
  {
    fits: (_, code) => code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    advice: ({ party }) =>
      `An intermediate certificate of ${whose(party)} is missing: have it sent along, or ${extraAuthorities('with that certificate')}`,
  },
  {
    fits: (_, code) => MISSING_AUTHORITY.test(code),
    advice: ({ party }) =>
      `The certificate of ${whose(party)} comes from an authority that Node.js does not know. If you trust it, ${extraAuthorities('with its certificate')}`,
  },
  {
    fits: (_, code) => code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID',
    advice: ({ party }) => `Check the certificate of ${whose(party)} and the runner's clock.`,
  },
  {
    fits: (_, code) => /^(CERT_|ERR_TLS_)/.test(code),
    advice: ({ party }, { operation }) =>
      `Check the certificate of ${whose(party)}, and the host in ${operation.inputs}.`,
  },
  {
    fits: (_, code) => code === 'EPROTO' || code.startsWith('ERR_SSL_'),
    advice: ({ party }, { operation }) =>
      party === 'either'
        ? 'Check the schemes and ports of the proxy and of the service: do they speak TLS?'
        : `Check scheme and port in ${operation.inputs}: does the port speak TLS?`,
  },
  {
    fits: (_, code) => code === 'HPE_INVALID_CONSTANT',
    advice: (_, { operation }) =>
      `The response does not begin as HTTP: check scheme and port in ${operation.inputs}.`,
  },
  {
    fits: (_, code) => code === 'HPE_HEADER_OVERFLOW',
    advice: () =>
      'The headers of the response are too large: check the gateway in front of the service.',
  },
  {
    fits: ({ reason }) => reason === 'not-http',
    advice: () => 'A gateway in front of the service may be damaging its responses: check that.',
  },
  {
    fits: (_, code) => code === 'ENOTFOUND',
    advice: (_, { operation }) =>
      `The host is unknown: check its spelling in ${operation.inputs}. Behind a proxy, set https_proxy.`,
  },
  {
    fits: ({ reason }) => reason === 'broken-off',
    advice: () => 'The service or a gateway closes connections too early: run again later.',
  },
  {
    fits: ({ reason, proxy }, code) =>
      reason === 'network' && proxy === undefined && code === 'ECONNRESET',
    advice: (_, { exchange, operation }) =>
      exchange.request.url.protocol === 'http:'
        ? `The connection was closed without a response. If the port speaks TLS, write https:// in ${operation.inputs}.`
        : 'The connection was closed without a response: run again later, and check firewalls on the way.',
  },
];

function adviceFor(failure: NetworkFailure, context: Context): string {
  const codes = failure.codes.length === 0 ? [''] : failure.codes;
  const rule = ADVICE.find(({ fits }) => codes.some((code) => fits(failure, code)));
  const advice =
    rule?.advice(failure, context) ??
    `Check that the runner may connect to ${shownHost(context.exchange.request.url)}. Behind a proxy, set https_proxy or http_proxy.`;
  return context.exchange.hasGivenUp
    ? `${advice} No more token requests were sent after four without a response, because five rejected ones would lock the credentials.`
    : advice;
}

function whose(party: NetworkFailure['party']): string {
  return { host: 'the service', proxy: 'the proxy', either: 'the service or the proxy' }[party];
}

function extraAuthorities(content: string): string {
  const file = `NODE_EXTRA_CA_CERTS to a PEM file ${content}`;
  return process.env.NODE_EXTRA_CA_CERTS
    ? `correct the file in NODE_EXTRA_CA_CERTS: the variable is set, but the file is missing or lacks the certificate.`
    : `set ${file}.`;
}
