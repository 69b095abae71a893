import type { RequestOptions } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { getProxyUrl, HttpClient, type HttpClientResponse } from '@actions/http-client';
import { type Answer, badResponse } from './answer.ts';
import { AsposeAuthError } from './errors.ts';
import { debug } from './log.ts';
import { VERSION } from './version.ts';
import { count } from './wording.ts';

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Http {
  /** Seconds that one operation may take, all its requests together. */
  readonly timeoutSeconds: number;
  /** When an operation that starts now must be over, in milliseconds of the monotonic clock. */
  deadline(): number;
  /**
   * Sends a request until an answer comes that no repetition would better, or until no time is left for another. No
   * redirect is followed. An answer of 400, 401 or 403 is never asked for twice, since it counts towards the lock of
   * the credentials.
   *
   * @throws AsposeAuthError `unreachable`, `timeout`, or `bad-response` for an answer that is no HTTP or over 1 MiB
   */
  send(request: Request, deadline: number): Promise<Answer>;
}

/** One try of a request. */
interface Attempt {
  readonly request: Request;
  readonly number: number;
  readonly timeoutSeconds: number;
}

/** What came of an attempt that brought no answer. */
interface Failure {
  readonly error: AsposeAuthError;
  readonly retry: boolean;
}

type Exchange = (attempt: Attempt, signal: AbortSignal) => Promise<Answer>;

const MAX_BODY_BYTES = 1024 * 1024;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const SHORTEST_ATTEMPT_MS = 1000;

const RETRIED_STATUSES = new Set([408, 429, 500, 502, 503, 504]);
const RETRIED_ERRORS = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);
const TLS_ERROR =
  /^(CERT|CRL|DEPTH_ZERO|EPROTO|ERR_SSL|ERR_TLS|HOSTNAME_MISMATCH|INVALID_|PATH_LENGTH|SELF_SIGNED|UNABLE_TO)/;

/** @param timeoutSeconds wall-clock budget of one operation */
export function createHttp(timeoutSeconds: number): Http {
  const exchange = createExchange(timeoutSeconds);

  async function send(request: Request, deadline: number): Promise<Answer> {
    for (let number = 1; ; number++) {
      const attempt = { request, number, timeoutSeconds };
      const outcome = await timed(attempt, () => tryOnce(exchange, attempt, deadline));
      const pause = pauseBeforeRetry(outcome, number);
      if (pause !== undefined && performance.now() + pause < deadline) {
        await sleep(pause);
      } else if ('error' in outcome) {
        throw outcome.error;
      } else {
        return outcome;
      }
    }
  }

  return { timeoutSeconds, deadline: () => performance.now() + timeoutSeconds * 1000, send };
}

/**
 * The seconds that a `Retry-After` header asks to wait (RFC 9110, section 10.2.3); undefined when it is neither a whole
 * number of seconds nor an HTTP date.
 *
 * @param now Unix time in milliseconds
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) {
    return undefined;
  }
  if (/^\d+$/.test(header)) {
    return Number(header);
  }
  const date = /^[A-Za-z]+,? .* GMT$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

/** Milliseconds to wait before the next attempt; undefined when another attempt is of no use. */
function pauseBeforeRetry(outcome: Answer | Failure, attempts: number): number | undefined {
  const jittered = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
  if ('error' in outcome) {
    return outcome.retry ? jittered : undefined;
  }
  return RETRIED_STATUSES.has(outcome.status)
    ? Math.max(jittered, (outcome.retryAfter ?? 0) * 1000)
    : undefined;
}

async function timed(
  { request, number }: Attempt,
  act: () => Promise<Answer | Failure>,
): Promise<Answer | Failure> {
  const startedAt = performance.now();
  const outcome = await act();
  const result = 'error' in outcome ? outcome.error.code : outcome.status;
  const elapsed = Math.round(performance.now() - startedAt);
  debug(
    `${request.method} ${request.url.host} ${request.url.pathname}: ${result} (attempt ${number}, ${elapsed} ms)`,
  );
  return outcome;
}

async function tryOnce(
  exchange: Exchange,
  attempt: Attempt,
  deadline: number,
): Promise<Answer | Failure> {
  // Half the budget at most, so that a connection gone dead leaves time for a second one.
  const limit = Math.min(
    deadline - performance.now(),
    Math.max((attempt.timeoutSeconds * 1000) / 2, SHORTEST_ATTEMPT_MS),
  );
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), limit);
  try {
    return await exchange(attempt, abort.signal);
  } catch (error) {
    return abort.signal.aborted ? silenceFailure(attempt) : networkFailure(error, attempt);
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
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('no challenge is ever answered')),
  };

  // One client an origin: a client has a single agent, either for HTTP or for HTTPS.
  function clientFor({ origin }: URL): HttpClient {
    let client = clients.get(origin);
    if (client === undefined) {
      client = new HttpClient(`aspose-auth/${VERSION}`, [handler], {
        allowRedirects: false,
        keepAlive: true,
        // Measures idle time, so it is set past the wall-clock limit, which decides.
        socketTimeout: (timeoutSeconds + 1) * 1000,
      });
      clients.set(origin, client);
    }
    return client;
  }

  return async ({ request, number }, signal) => {
    signalOfNextRequest = signal;
    const headers = { accept: 'application/json', ...request.headers };
    const { message } = await Promise.race([
      clientFor(request.url).request(
        request.method,
        request.url.href,
        request.body ?? null,
        headers,
      ),
      // The client itself does not notice the signal while it waits for a proxy.
      aborted(signal),
    ]);
    const head = {
      status: message.statusCode ?? 0,
      host: request.url.host,
      attempts: number,
      retryAfter: parseRetryAfter(message.headers['retry-after'], Date.now()),
      location: message.headers.location,
    };
    return { ...head, body: await readBody(message, head) };
  };
}

/** Reads the stream itself, because the client's readBody() never settles when the connection drops. */
async function readBody(
  message: HttpClientResponse['message'],
  head: Omit<Answer, 'body'>,
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
    // Whatever happens to its body, a refusal stays one: repeating it would cost a second rejected request.
    if (head.status >= 400 && head.status <= 499) {
      return '';
    }
    throw error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function silenceFailure({ request, number, timeoutSeconds }: Attempt): Failure {
  return {
    error: new AsposeAuthError(
      'timeout',
      `${request.url.host}${viaProxy(request.url)} gave no complete answer within ${count(timeoutSeconds, 'second')} ` +
        `(${count(number, 'attempt')}). If the service is just slow, raise timeout-seconds; else check that the runner ` +
        'can reach it.',
    ),
    retry: true,
  };
}

function networkFailure(error: unknown, { request, number }: Attempt): Failure {
  if (error instanceof AsposeAuthError) {
    return { error, retry: false };
  }
  const { reason, retry } = explain(error as NodeJS.ErrnoException);
  const host = request.url.host + viaProxy(request.url);
  if (reason.startsWith('HPE_')) {
    return {
      error: new AsposeAuthError(
        'bad-response',
        `${host} answered with something that is not valid HTTP (${reason}). Check the scheme and the port of ` +
          'base-url, token-url and storage-url.',
      ),
      retry,
    };
  }
  return {
    error: new AsposeAuthError(
      'unreachable',
      `Could not reach ${host}: ${reason} (${count(number, 'attempt')}). ${networkAdvice(reason)}`,
    ),
    retry,
  };
}

function explain(error: NodeJS.ErrnoException): { reason: string; retry: boolean } {
  // The tunnel reports whatever the proxy did as ECONNRESET, and tells the rest in words.
  const [, proxyStatus] = /^tunneling socket .* statusCode=(\d+)/.exec(error.message) ?? [];
  if (proxyStatus !== undefined) {
    return {
      reason: `the proxy answered HTTP ${proxyStatus}`,
      retry: RETRIED_STATUSES.has(Number(proxyStatus)),
    };
  }
  const [, proxyCode] = /^tunneling socket .* cause=.*\b(E[A-Z_]{3,})\b/.exec(error.message) ?? [];
  if (proxyCode !== undefined) {
    return { reason: `the proxy failed with ${proxyCode}`, retry: RETRIED_ERRORS.has(proxyCode) };
  }
  if (error.code === undefined) {
    throw error;
  }
  return { reason: error.code, retry: RETRIED_ERRORS.has(error.code) };
}

function networkAdvice(reason: string): string {
  if (reason.startsWith('the proxy')) {
    return 'Check the address, user and password in https_proxy or http_proxy, and whether no_proxy should name the host.';
  }
  if (/^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(reason)) {
    return (
      'Its certificate comes from an authority that the runner does not know: if that is right, name a PEM file with the ' +
      "authority's certificate in NODE_EXTRA_CA_CERTS."
    );
  }
  if (TLS_ERROR.test(reason)) {
    return "Check the host name, the port and the runner's clock; behind a proxy that inspects TLS, set NODE_EXTRA_CA_CERTS.";
  }
  return reason === 'ENOTFOUND'
    ? 'Check the spelling of the host in base-url, token-url and storage-url; behind a proxy, set https_proxy.'
    : 'Check that the runner may connect to it; behind a proxy, set https_proxy (http_proxy for http URLs).';
}

/** ` through the proxy HOST`, without the user and the password that the variable may hold. */
function viaProxy(url: URL): string {
  const proxy = getProxyUrl(url.href);
  return proxy === '' ? '' : ` through the proxy ${new URL(proxy).host}`;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
