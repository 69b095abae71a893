import type { IncomingMessage, RequestOptions } from 'node:http';
import { isIP } from 'node:net';
import { getProxyUrl, HttpClient } from '@actions/http-client';
import { type Answer, badResponse } from './answer.ts';
import { VERSION } from './version.ts';

export interface Request {
  /** What it is for, as the start of a sentence: `The token request`. */
  readonly purpose: string;
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer as it came, before it is known how often it was asked for. */
export type Reply = Omit<Answer, 'attempts'>;

/**
 * Sends a request once and reads the answer whole, however it turns out. No redirect is followed.
 *
 * Rejects with an AsposeAuthError `bad-response` when the answer is over 1 MiB, with the network's error when there is
 * none, and with whatever comes first once the signal aborts.
 */
export type Exchange = (request: Request, signal: AbortSignal) => Promise<Reply>;

/** What `tunnel` tells of itself when there is a proxy. */
interface TunnelAgent {
  readonly proxyOptions?: { readonly host: string; servername?: string };
}

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * The one place that knows `@actions/http-client`.
 *
 * @param longestMs milliseconds after which the signal will have aborted in any case
 */
export function createExchange(longestMs: number): Exchange {
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
    const known = clients.get(origin);
    // The client's own limit measures idle time; the signal decides before it.
    const options = { allowRedirects: false, keepAlive: true, socketTimeout: longestMs + 1000 };
    const client = known ?? new HttpClient(`aspose-auth/${VERSION}`, [handler], options);
    clients.set(origin, client);
    return client;
  }

  return async ({ purpose, method, url, headers, body = null }, signal) => {
    signalOfNextRequest = signal;
    const { message } = await Promise.race([
      clientFor(url).request(method, url.href, body, { accept: 'application/json', ...headers }),
      // The client does not notice the signal while it waits for a proxy.
      aborted(signal),
    ]);
    const head = {
      purpose,
      status: message.statusCode ?? 0,
      host: url.host,
      retryAfter: parseRetryAfter(message.headers['retry-after'], Date.now()),
      location: message.headers.location,
    };
    return { ...head, body: await readBody(message, head) };
  };
}

/** ` through the proxy HOST`, without the user and the password that the variable may hold. */
export function viaProxy({ href }: URL): string {
  try {
    const { host } = new URL(getProxyUrl(href));
    return host === '' ? '' : ` through the proxy ${host}`;
  } catch {
    return '';
  }
}

/**
 * The seconds that a `Retry-After` header asks to wait (RFC 9110, section 10.2.3); undefined when it is neither a whole
 * number of seconds nor an HTTP date.
 *
 * @param now Unix time in milliseconds
 */
export function parseRetryAfter(header = '', now: number): number | undefined {
  if (/^\d+$/.test(header)) {
    return Math.min(Number(header), Number.MAX_SAFE_INTEGER);
  }
  const date = /^[A-Z][a-z]+,? .* GMT$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

/** Reads the stream itself, because the client's readBody() never settles when the connection drops. */
async function readBody(message: IncomingMessage, head: Omit<Reply, 'body'>): Promise<string> {
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
    // Whatever becomes of its body, a redirect or a refusal stays one: another request could be one rejected too many.
    if (head.status >= 300 && head.status <= 499) {
      return '';
    }
    throw error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
