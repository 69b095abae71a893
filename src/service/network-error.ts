import { AsposeAuthError, type ErrorCode } from '../errors.ts';
import type { Exchange } from '../http/client.ts';
import type { NetworkFailure } from '../http/network-failure.ts';
import { duration, listed } from '../text.ts';
import { afterAttempts, endpoint, type Operation, shownHost, transientOf } from './operation.ts';

interface Context {
  readonly exchange: Exchange;
  readonly operation: Operation;
  readonly timeoutSeconds: number;
}

/** Turns a network failure into the error that explains it. */
export function networkError(failure: NetworkFailure, context: Context): AsposeAuthError {
  const { exchange, operation, timeoutSeconds } = context;
  const via = failure.proxy === undefined ? '' : ` through the proxy ${failure.proxy}`;
  const giveUp = exchange.hasGivenUp
    ? ' No more token requests were sent after four without a response, because five rejected ones would lock the credentials.'
    : '';
  return new AsposeAuthError(codeOf(failure), {
    summary: `${operation.title} failed: ${endpoint(exchange)}${via}: ${problem(failure, timeoutSeconds)}${afterAttempts(exchange)}.`,
    advice: `${adviceFor(failure, context)}${giveUp}`,
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
    return `the proxy answered CONNECT with HTTP ${proxyStatus}`;
  }
  return codes.includes('ECONNRESET')
    ? 'the proxy closed the connection'
    : 'the proxy sent something other than HTTP';
}

function adviceFor(failure: NetworkFailure, context: Context): string {
  const { exchange, operation } = context;
  switch (failure.reason) {
    case 'time':
      return failure.proxy === undefined
        ? 'If the service is slow, raise timeout-seconds. Otherwise check that the runner can reach it.'
        : 'If the service is slow, raise timeout-seconds. Otherwise check that https_proxy or http_proxy names a working proxy, and that it can reach the service.';
    case 'bad-variable':
      return 'Set it to http://HOST:PORT, with user and password percent-encoded, or leave it empty.';
    case 'old-node':
      return 'Update the runner to version 2.329 or newer, whose Node.js supports proxies.';
    case 'proxy-refused':
      return failure.proxyStatus === 407
        ? 'Check the user and password in https_proxy or http_proxy.'
        : CHECK_PROXY;
    case 'broken-off':
      return 'The service or a gateway closes connections too early: run again later.';
    case 'not-http':
      return notHttpAdvice(failure, operation);
    case 'network':
      return (
        tlsAdvice(failure, operation) ??
        connectionAdvice(failure, { operation, url: exchange.request.url })
      );
  }
}

const CHECK_PROXY =
  'Check host, port and scheme in https_proxy or http_proxy, that the proxy allows this host, and that no_proxy is right.';

/** Only a response that does not begin as HTTP speaks of another port. */
function notHttpAdvice({ codes }: NetworkFailure, { urlInputs }: Operation): string {
  if (codes.includes('HPE_INVALID_CONSTANT')) {
    return `The response does not begin as HTTP: check scheme and port in ${urlInputs}.`;
  }
  return codes.includes('HPE_HEADER_OVERFLOW')
    ? 'The headers of the response are too large: check the gateway in front of the service.'
    : 'A gateway in front of the service may be damaging its responses: check that.';
}

/** By the start of the error code. */
const TLS_ADVICE: readonly (readonly [RegExp, (whose: string, operation: Operation) => string])[] =
  [
    [
      /^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/,
      (whose) =>
        `Node.js does not know who issued the certificate of ${whose}: it is a private authority, or an intermediate certificate is missing in what the server sends. ${authorityAdvice()}`,
    ],
    [
      /^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_)/,
      (whose) =>
        `The certificate of ${whose} comes from an authority that Node.js does not know. ${authorityAdvice()}`,
    ],
    [
      /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
      (whose) => `Check the certificate of ${whose} and the runner's clock.`,
    ],
    [
      /^(CERT_|ERR_TLS_)/,
      (whose, { urlInputs }) => `Check the certificate of ${whose}, and the host in ${urlInputs}.`,
    ],
    [
      /^(EPROTO$|ERR_SSL_)/,
      (whose, { urlInputs }) =>
        `Check the scheme and port of ${whose} (${urlInputs}): does the port speak TLS?`,
    ],
  ];

function tlsAdvice({ codes, party }: NetworkFailure, operation: Operation): string | undefined {
  const whose = { host: 'the service', proxy: 'the proxy', either: 'the service or the proxy' };
  const rule = TLS_ADVICE.find(([start]) => codes.some((code) => start.test(code)));
  return rule?.[1](whose[party], operation);
}

function authorityAdvice(): string {
  return process.env.NODE_EXTRA_CA_CERTS
    ? 'NODE_EXTRA_CA_CERTS is set, but its file is missing or does not contain the certificate.'
    : 'If you trust it, set NODE_EXTRA_CA_CERTS to a PEM file with the certificate.';
}

function connectionAdvice(
  { codes, party, proxy }: NetworkFailure,
  { operation, url }: { operation: Operation; url: URL },
): string {
  if (party === 'proxy') {
    return CHECK_PROXY;
  }
  if (codes.includes('ENOTFOUND')) {
    return `The host name could not be resolved: check the runner's network and DNS, and the spelling in ${operation.urlInputs} if it is set. Behind a proxy, set https_proxy.`;
  }
  if (proxy !== undefined) {
    return 'The connection through the proxy was closed: run again later, and check that the proxy allows this host.';
  }
  if (!codes.includes('ECONNRESET')) {
    return `Check that the runner can connect to ${shownHost(url)}. Behind a proxy, set https_proxy or http_proxy.`;
  }
  return url.protocol === 'http:'
    ? `The connection was closed without a response. If the port speaks TLS, write https:// in ${operation.urlInputs}.`
    : 'The connection was closed without a response: run again later, and check firewalls on the way.';
}
