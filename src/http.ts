import type { RequestOptions } from 'node:http';
import { isIP } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { getProxyUrl, HttpClient, type HttpClientResponse } from '@actions/http-client';
import { type Answer, badResponse } from './answer.ts';
import { AsposeAuthError, type ErrorCode } from './errors.ts';
import { debug, printable } from './log.ts';
import { VERSION } from './version.ts';
import { count } from './wording.ts';

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Http {
  /** Seconds that one operation may take, all its requests and pauses together. */
  readonly timeoutSeconds: number;
  /** How many requests were sent so far. */
  readonly requests: number;
  /** When an operation that starts now must be over, in milliseconds of the monotonic clock. */
  deadline(): number;
  /**
   * Sends a request until an answer comes that no repetition would better, or until no time is left for another. No
   * redirect is followed. An answer of 400, 401 or 403 is never asked for twice: it counts towards the credentials' lock.
   *
   * @throws AsposeAuthError `unreachable`, `timeout`, or `bad-response` for an answer that is no HTTP or over 1 MiB
   */
  send(request: Request, deadline: number): Promise<Answer>;
}

/** Why an attempt brought no answer. */
interface Failure {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly advice: string;
  readonly retry: boolean;
}

/** What `tunnel` tells of itself when there is a proxy. */
interface TunnelAgent {
  readonly proxyOptions?: { readonly host: string; servername?: string };
}

type Reply = Omit<Answer, 'attempts'>;
type Exchange = (request: Request, signal: AbortSignal) => Promise<Reply>;

const MAX_BODY_BYTES = 1024 * 1024;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const SHORTEST_ATTEMPT_MS = 1000;

const RETRIED_STATUSES = new Set([408, 429, 500, 502, 503, 504]);
const RETRIED_ERRORS =
  /^(EAI_AGAIN|ECONNABORTED|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETDOWN|ENETUNREACH|EPIPE|ETIMEDOUT)$/;

/** What to do about a network error, by the first pattern that its code matches. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^ERR_INVALID_URL$/, 'https_proxy or http_proxy holds something that is no URL.'],
  [
    /proxy failed.*certificate/,
    'The runner does not trust the certificate of the proxy: set NODE_EXTRA_CA_CERTS to a PEM file of its authority.',
  ],
  [
    /proxy/,
    'Check https_proxy or http_proxy, its user and password, and whether no_proxy should name the host.',
  ],
  [
    /^HPE_/,
    'That is not valid HTTP: check the scheme and port of base-url, token-url and storage-url.',
  ],
  [
    /^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/,
    "The runner does not know the certificate's authority: if it is right, set NODE_EXTRA_CA_CERTS to a PEM file that holds it.",
  ],
  [
    /^(CERT|ERR_TLS|ERR_SSL|EPROTO)/,
    "Check the host, the port and the runner's clock; behind a proxy that inspects TLS, set NODE_EXTRA_CA_CERTS.",
  ],
  [
    /^ENOTFOUND$/,
    'Check the spelling of the host in base-url, token-url and storage-url; behind a proxy, set https_proxy.',
  ],
  [
    /./,
    'Check that the runner may connect to it; behind a proxy, set https_proxy (http_proxy for http URLs).',
  ],
];

/** @param timeoutSeconds wall-clock budget of one operation */
export function createHttp(timeoutSeconds: number): Http {
  const exchange = createExchange(timeoutSeconds);
  let requests = 0;

  async function send(request: Request, deadline: number): Promise<Answer> {
    const { method, url } = request;
    // Half the budget at most, so that a connection gone dead leaves time for a second one.
    const limit = Math.max(timeoutSeconds * 500, SHORTEST_ATTEMPT_MS);
    let outcome: Reply | Failure | undefined;
    for (let attempts = 1; ; attempts++) {
      requests++;
      const startedAt = performance.now();
      const left = deadline - startedAt;
      const latest = await attempt(exchange, request, Math.min(limit, left));
      const result = 'retry' in latest ? latest.reason : latest.status;
      const elapsed = Math.round(performance.now() - startedAt);
      debug(
        `${method} ${url.host} ${url.pathname}: ${result} (attempt ${attempts}, ${elapsed} ms)`,
      );

      // That the budget cut an attempt short says nothing of the server, so what came before still holds.
      const cutShort = left < limit && 'retry' in latest && latest.code === 'timeout';
      outcome = cutShort ? (outcome ?? latest) : latest;
      const pause = pauseBeforeRetry(outcome, attempts);
      if (pause !== undefined && performance.now() + pause < deadline) {
        await sleep(pause);
      } else if ('retry' in outcome) {
        const { code, reason, advice } = outcome;
        const tried = count(attempts, 'attempt');
        throw new AsposeAuthError(
          code,
          `No usable answer from ${url.host}${viaProxy(url)}: ${reason} (${tried} in ${count(timeoutSeconds, 'second')}). ${advice}`,
        );
      } else {
        return { ...outcome, attempts };
      }
    }
  }

  return {
    timeoutSeconds,
    get requests() {
      return requests;
    },
    deadline: () => performance.now() + timeoutSeconds * 1000,
    send,
  };
}

/**
 * The seconds that a `Retry-After` header asks to wait (RFC 9110, section 10.2.3); undefined when it is neither a whole
 * number of seconds nor an HTTP date.
 *
 * @param now Unix time in milliseconds
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header !== undefined && /^\d+$/.test(header)) {
    return Math.min(Number(header), Number.MAX_SAFE_INTEGER);
  }
  const date = /^[A-Z][a-z]+,? .* GMT$/.test(header ?? '') ? Date.parse(header ?? '') : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

/** Milliseconds to wait before the next attempt; undefined when another attempt is of no use. */
function pauseBeforeRetry(outcome: Reply | Failure, attempts: number): number | undefined {
  const retry = 'retry' in outcome ? outcome.retry : RETRIED_STATUSES.has(outcome.status);
  const asked = 'retry' in outcome ? 0 : (outcome.retryAfter ?? 0) * 1000;
  const jittered = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
  return retry ? Math.max(jittered, asked) : undefined;
}

/** @param limit milliseconds after which the attempt is given up */
async function attempt(
  exchange: Exchange,
  request: Request,
  limit: number,
): Promise<Reply | Failure> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), limit);
  try {
    return await exchange(request, abort.signal);
  } catch (error) {
    if (abort.signal.aborted) {
      const advice =
        'If the service is just slow, raise timeout-seconds; else check that the runner can reach it.';
      return { code: 'timeout', reason: 'nothing complete came back', advice, retry: true };
    }
    return networkFailure(error);
  } finally {
    clearTimeout(timer);
  }
}

/** The one place that knows `@actions/http-client`. */
function createExchange(timeoutSeconds: number): Exchange {
  const clients = new Map<string, HttpClient>();
  let signalOfNextRequest: AbortSignal;

  const handler = {
    // Called before request() returns its promise, hence for the request being made.
    prepareRequest(options: RequestOptions) {
      options.signal = signalOfNextRequest;
      // The resolver knows IPv6 addresses without the brackets of a URL.
      options.host = options.host?.replace(/^\[(.*)\]$/, '$1') ?? null;
      // The tunnel would check the certificate of an https proxy against the name of the target.
      const { proxyOptions } = options.agent as TunnelAgent;
      if (proxyOptions !== undefined) {
        proxyOptions.servername = isIP(proxyOptions.host) === 0 ? proxyOptions.host : '';
      }
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('no challenge is ever answered')),
  };

  // One client an origin: a client has a single agent, either for HTTP or for HTTPS.
  function clientFor({ origin }: URL): HttpClient {
    const client =
      clients.get(origin) ??
      new HttpClient(`aspose-auth/${VERSION}`, [handler], {
        allowRedirects: false,
        keepAlive: true,
        // Measures idle time, so it is set past the wall-clock limit, which decides.
        socketTimeout: (timeoutSeconds + 1) * 1000,
      });
    clients.set(origin, client);
    return client;
  }

  return async ({ method, url, headers, body = null }, signal) => {
    signalOfNextRequest = signal;
    const { message } = await Promise.race([
      clientFor(url).request(method, url.href, body, { accept: 'application/json', ...headers }),
      // The client does not notice the signal while it waits for a proxy.
      aborted(signal),
    ]);
    const head = {
      status: message.statusCode ?? 0,
      host: url.host,
      retryAfter: parseRetryAfter(message.headers['retry-after'], Date.now()),
      location: message.headers.location,
    };
    return { ...head, body: await readBody(message, head) };
  };
}

/** Reads the stream itself, because the client's readBody() never settles when the connection drops. */
async function readBody(
  message: HttpClientResponse['message'],
  head: Omit<Reply, 'body'>,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        throw badResponse(head, 'more than 1 MiB');
      }
    }
  } catch (error) {
    // Whatever happens to its body, a redirect or a refusal stays one; asking again could cost a second rejected request.
    if (head.status >= 300 && head.status <= 499) {
      return '';
    }
    throw error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function networkFailure(error: unknown): Failure {
  const { message, code } = error as NodeJS.ErrnoException;
  if (error instanceof AsposeAuthError || code === undefined) {
    throw error;
  }
  // The tunnel calls whatever the proxy did ECONNRESET, and tells the rest in words.
  const [, proxyStatus] = /^tunneling socket .* statusCode=(\d+)/.exec(message) ?? [];
  const [, proxyError] = /^tunneling socket .* cause=(.*)/.exec(message) ?? [];
  const proxyCode = proxyError && /\bE[A-Z_]{3,}\b/.exec(proxyError)?.[0];
  const reason =
    (proxyStatus && `the proxy answered HTTP ${proxyStatus}`) ??
    (proxyError && `the proxy failed with ${proxyCode ?? printable(proxyError)}`) ??
    code;
  const retry = proxyStatus
    ? RETRIED_STATUSES.has(Number(proxyStatus))
    : RETRIED_ERRORS.test(proxyError ? (proxyCode ?? '') : code);
  return {
    code: code.startsWith('HPE_') ? 'bad-response' : 'unreachable',
    reason,
    advice: ADVICE.find(([pattern]) => pattern.test(reason))?.[1] ?? '',
    retry,
  };
}

/** ` through the proxy HOST`, without the user and the password that the variable may hold. */
function viaProxy({ href }: URL): string {
  try {
    const { host } = new URL(getProxyUrl(href));
    return host === '' ? '' : ` through the proxy ${host}`;
  } catch {
    return '';
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
