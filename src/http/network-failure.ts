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
    /** The variable that names the proxy cannot be used, or Node is too old for proxies. */
    | 'bad-variable'
    | 'old-node';
  /** Who failed; `either` where an https proxy and the service look the same. */
  readonly party: 'host' | 'proxy' | 'either';
  /** The codes of Node's errors, one per address that was tried. */
  readonly codes: readonly string[];
  /** Host and port of the proxy, if one is used. */
  readonly proxy: string | undefined;
  readonly proxyStatus: number | undefined;
  /** Name of the proxy variable, if that is at fault. */
  readonly variable: string | undefined;
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

const RETRIED_CODES = new Set(
  'EAI_AGAIN ECONNABORTED ECONNREFUSED ECONNRESET EHOSTUNREACH ENETDOWN ENETUNREACH EPIPE ETIMEDOUT'.split(
    ' ',
  ),
);

const CONNECTING = new Set<string | undefined>(['connect', 'getaddrinfo']);

const TLS_CODES = /^(CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS_|ERR_SSL_|EPROTO$)/;

/**
 * Classifies an error of Node's http client.
 *
 * @throws `error` itself when it is none of the network's
 */
export function networkFailure(error: unknown, attempt: Attempt): NetworkFailure {
  const { code, syscall, errors, statusCode } = error as NodeJS.ErrnoException & {
    readonly errors?: readonly NodeJS.ErrnoException[];
    readonly statusCode?: number;
  };
  if (code === 'ERR_PROXY_TUNNEL') {
    return tunnelFailure(statusCode, attempt);
  }
  const all = errors ?? [{ code, syscall }];
  const codes = [...new Set(all.map((one) => one.code ?? ''))];
  if (codes.includes('')) {
    throw error;
  }
  const base = { ...failure(attempt), codes };
  if (codes.some((one) => one.startsWith('HPE_'))) {
    // An http proxy passes responses of http services on as its own.
    return attempt.proxy !== undefined && attempt.url.protocol === 'http:'
      ? { ...base, reason: 'proxy-refused', party: 'proxy', wasSent: true }
      : { ...base, reason: 'not-http', wasSent: true };
  }
  const isConnecting = all.some((one) => CONNECTING.has(one.syscall));
  return {
    ...base,
    reason: attempt.hasResponse ? 'broken-off' : 'network',
    party: partyAt(attempt, isConnecting, codes),
    wasSent: !isConnecting && !codes.some((one) => TLS_CODES.test(one)),
    canRetry: codes.some((one) => RETRIED_CODES.has(one)),
  };
}

/** Nothing complete came back in time. */
export function timeFailure(attempt: Attempt): NetworkFailure {
  return { ...failure(attempt), reason: 'time', wasSent: true, canRetry: true };
}

/** A proxy applies that cannot be used, so that no connection is made. */
export function blockedFailure(
  reason: 'bad-variable' | 'old-node',
  variable: string,
): NetworkFailure {
  const attempt = { url: new URL('http://localhost'), proxy: undefined, hasResponse: false };
  return { ...failure(attempt), reason, party: 'proxy', variable };
}

function failure({ proxy }: Attempt): NetworkFailure {
  return {
    kind: 'failure',
    reason: 'network',
    party: 'host',
    codes: [],
    proxy: proxy?.host,
    proxyStatus: undefined,
    variable: undefined,
    wasSent: false,
    canRetry: false,
  };
}

/** Node says NaN for a proxy that does not speak HTTP, and nothing for one that closed the connection. */
function tunnelFailure(statusCode: number | undefined, attempt: Attempt): NetworkFailure {
  const proxyStatus = Number.isNaN(statusCode) ? undefined : statusCode;
  return {
    ...failure(attempt),
    reason: 'proxy-refused',
    party: 'proxy',
    codes: statusCode === undefined ? ['ECONNRESET'] : [],
    proxyStatus,
    canRetry: statusCode === undefined || isRetriedStatus(proxyStatus ?? 0),
  };
}

/** With a proxy, only the proxy is connected to and looked up. */
function partyAt(
  { proxy }: Attempt,
  isConnecting: boolean,
  codes: readonly string[],
): NetworkFailure['party'] {
  if (proxy === undefined) {
    return 'host';
  }
  if (isConnecting) {
    return 'proxy';
  }
  const isTls = codes.some((code) => TLS_CODES.test(code));
  return isTls && proxy.protocol === 'https:' ? 'either' : 'host';
}
