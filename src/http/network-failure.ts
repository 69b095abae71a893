import { isRetriedStatus } from './status.ts';

/** Why an attempt brought no complete response. */
export interface NetworkFailure {
  readonly kind: 'failure';
  readonly reason: /** Nothing complete came back in time. */
    | 'time'
    /** The network or TLS failed. */
    | 'network'
    /** The connection ended before the response was complete. */
    | 'broken-off'
    /** What came back is not valid HTTP. */
    | 'not-http'
    /** The proxy refused to connect, with `proxyStatus`, or did not speak HTTP. */
    | 'proxy-refused'
    /** `variable` does not name a proxy that can be used. */
    | 'bad-variable'
    /** Node is too old for the proxy that `variable` names. */
    | 'old-node';
  /** Who failed; `either` where an https proxy and the service look the same. */
  readonly party: 'host' | 'proxy' | 'either';
  /** The codes of Node's errors, one per address that was tried. */
  readonly codes: readonly string[];
  /** Host and port of the proxy, if one is used. */
  readonly proxy?: string | undefined;
  readonly proxyStatus?: number | undefined;
  readonly variable?: string;
  /** Whether the server may have received the request. */
  readonly wasSent: boolean;
  readonly canRetry: boolean;
}

/** What the classification of an error needs to know of its attempt. */
export interface Attempt {
  readonly url: URL;
  readonly proxy: URL | undefined;
  /** Whether the head of a response had arrived. */
  readonly hasResponse: boolean;
}

const RETRIED_CODES = [
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
];

const TLS_CODES = /^(CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS_|ERR_SSL_|EPROTO$)/;

interface NodeError extends NodeJS.ErrnoException {
  /** Only an error of the TLS handshake names the host. */
  readonly host?: string;
  /** One for each address that was tried. */
  readonly errors?: readonly NodeError[];
  /** Of a proxy; NaN for one that does not speak HTTP, undefined for one that closed the connection. */
  readonly statusCode?: number;
}

/**
 * Classifies an error of Node's http client.
 *
 * @throws `error` itself when it is not a network error
 */
export function networkFailure(error: unknown, attempt: Attempt): NetworkFailure {
  const { code, errors = [error as NodeError], statusCode } = error as NodeError;
  if (code === 'ERR_PROXY_TUNNEL') {
    return tunnelFailure(statusCode, attempt);
  }
  const codes = [...new Set(errors.map((one) => one.code ?? ''))];
  if (codes.includes('')) {
    throw error;
  }
  const proxy = attempt.proxy?.host;
  if (codes.some((one) => one.startsWith('HPE_'))) {
    // A proxy passes the responses of http services on as its own.
    const isProxy = proxy !== undefined && attempt.url.protocol === 'http:';
    const [reason, party] = isProxy
      ? (['proxy-refused', 'proxy'] as const)
      : (['not-http', 'host'] as const);
    return { kind: 'failure', reason, party, codes, proxy, wasSent: true, canRetry: false };
  }
  const isConnecting = errors.some(({ syscall }) =>
    ['connect', 'getaddrinfo'].includes(syscall ?? ''),
  );
  const isTls = codes.some((one) => TLS_CODES.test(one)) || errors.some((one) => 'host' in one);
  return {
    kind: 'failure',
    reason: attempt.hasResponse ? 'broken-off' : 'network',
    party: partyAt(attempt, { isConnecting, isTls }),
    codes,
    proxy,
    wasSent: !isConnecting && !isTls,
    canRetry: codes.some((one) => RETRIED_CODES.includes(one)),
  };
}

/** Nothing complete came back in time. */
export function timeFailure({ proxy }: Attempt): NetworkFailure {
  return {
    kind: 'failure',
    reason: 'time',
    party: 'host',
    codes: [],
    proxy: proxy?.host,
    wasSent: true,
    canRetry: true,
  };
}

/** A proxy applies that cannot be used, so that no connection is made. */
export function blockedFailure(
  reason: 'bad-variable' | 'old-node',
  variable: string,
): NetworkFailure {
  return {
    kind: 'failure',
    reason,
    party: 'proxy',
    codes: [],
    variable,
    wasSent: false,
    canRetry: false,
  };
}

function tunnelFailure(statusCode: number | undefined, { proxy }: Attempt): NetworkFailure {
  const isClosed = statusCode === undefined;
  const proxyStatus = Number.isNaN(statusCode) ? undefined : statusCode;
  return {
    kind: 'failure',
    reason: 'proxy-refused',
    party: 'proxy',
    codes: isClosed ? ['ECONNRESET'] : [],
    proxy: proxy?.host,
    proxyStatus,
    wasSent: false,
    canRetry: isClosed || isRetriedStatus(proxyStatus ?? 0),
  };
}

/** With a proxy, only the proxy is looked up and connected to. */
function partyAt(
  { url, proxy }: Attempt,
  { isConnecting, isTls }: { isConnecting: boolean; isTls: boolean },
): NetworkFailure['party'] {
  if (proxy === undefined) {
    return 'host';
  }
  if (isConnecting) {
    return 'proxy';
  }
  if (!isTls || proxy.protocol === 'http:') {
    return 'host';
  }
  return url.protocol === 'http:' ? 'proxy' : 'either';
}
