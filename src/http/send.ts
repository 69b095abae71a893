import type { Agent, IncomingMessage, RequestOptions } from 'node:http';
import { HttpClient } from '@actions/http-client';
import { VERSION } from '../version.ts';
import { type NetworkFailure, networkFailure, timeFailure } from './network-failure.ts';
import {
  type Body,
  type HttpRequest,
  type HttpResponse,
  parseAge,
  parseHttpDate,
  parseRetryAfter,
} from './response.ts';
import { isFinalStatus } from './status.ts';

const USER_AGENT = `aspose-auth/${VERSION} (+https://github.com/org/aspose-auth)`;

/** The client's own idle timeout cannot be switched off, so it gets the longest that a timer takes. */
const NEVER_MS = 2 ** 31 - 1;

export interface Connection {
  readonly agent: Agent;
  readonly proxy: URL | undefined;
}

/**
 * Sends a request once and reads the response to its end. No redirect is followed.
 *
 * @param limitMs milliseconds after which the attempt is given up
 */
export async function send(
  request: HttpRequest,
  { agent, proxy }: Connection,
  limitMs: number,
): Promise<HttpResponse | NetworkFailure> {
  const { method, url, body, maxBodyBytes } = request;
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'cache-control': 'no-cache',
    ...request.headers,
  };
  const abort = new AbortController();
  let head: HttpResponse | undefined;

  async function exchange(): Promise<HttpResponse> {
    const client = clientFor(agent, url, abort.signal);
    const { message } = await client.request(method, url.href, body ?? null, headers);
    head = headOf(message);
    return { ...head, body: await readBody(message, maxBodyBytes) };
  }

  // Node closes an idle connection on which bytes arrive, but it has to look first: bytes that nobody asked for must not be
  // taken for the response to this request. The first turn of the event loop ends the one that brought the last response.
  await nextTurn();
  await nextTurn();
  let timer: NodeJS.Timeout | undefined;
  const isOver = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  try {
    // Raced, because a request that waits for a silent proxy does not notice the signal.
    const response = await Promise.race([exchange(), isOver]);
    if (response !== undefined) {
      return response;
    }
    abort.abort();
    return unfinished(head) ?? timeFailure({ url, proxy, hasResponse: head !== undefined });
  } catch (error) {
    return (
      unfinished(head) ?? networkFailure(error, { url, proxy, hasResponse: head !== undefined })
    );
  } finally {
    clearTimeout(timer);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The response without its body, which broke off, where the head says enough. */
function unfinished(head: HttpResponse | undefined): HttpResponse | undefined {
  const isEnough =
    head !== undefined &&
    (isFinalStatus(head.status) || (head.status >= 400 && head.retryAfterSeconds !== undefined));
  return isEnough ? head : undefined;
}

function clientFor(agent: Agent, url: URL, signal: AbortSignal): HttpClient {
  const handler = {
    prepareRequest(options: RequestOptions) {
      options.agent = agent;
      options.signal = signal;
      // Node takes an IPv6 address without the brackets that it has in a URL.
      options.host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('no authentication is handled here')),
  };
  return new HttpClient(USER_AGENT, [handler], {
    allowRedirects: false,
    allowRetries: false,
    socketTimeout: NEVER_MS,
  });
}

function headOf({ statusCode = 0, headers }: IncomingMessage): HttpResponse {
  const now = Date.now();
  const date = parseHttpDate(headers.date);
  return {
    kind: 'response',
    status: statusCode,
    body: { kind: 'unread' },
    retryAfterSeconds: parseRetryAfter(headers['retry-after'], date ?? now),
    location: headers.location,
    clockOffsetMs: date === undefined ? undefined : date + parseAge(headers.age) - now,
  };
}

const COMPRESSION = /\b(x-gzip|gzip|deflate|x-compress|compress|br|zstd)\b/i;

async function readBody(message: IncomingMessage, limitBytes: number): Promise<Body> {
  // Kept, because a message lets go of its connection at its end.
  const { socket } = message;
  const { 'content-encoding': encoding = '', 'transfer-encoding': transfer = '' } = message.headers;
  const [compression] = COMPRESSION.exec(`${encoding}, ${transfer}`) ?? [];
  if (compression !== undefined) {
    message.destroy();
    return { kind: 'compressed', encoding: compression };
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) {
      return { kind: 'too-large', limitBytes };
    }
    chunks.push(chunk);
  }
  // Without a Content-Length, a reset surfaces only on the socket, not on the response stream.
  if (socket.errored) {
    throw socket.errored;
  }
  return decoded(Buffer.concat(chunks));
}

function decoded(bytes: Buffer): Body {
  try {
    // Drops a byte order mark.
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'not-utf-8' };
  }
}
