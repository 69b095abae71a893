import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { makeCredentials } from './credentials.ts';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Tells connections apart. */
  readonly remotePort: number;
  /** When it had arrived, in milliseconds of `performance.now()`. */
  readonly at: number;
}

/** Answers one request. `count` is how many requests for the same path, without its query, came before it. */
export type Answerer = (
  request: ReceivedRequest,
  response: ServerResponse,
  count: number,
) => unknown;

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  /** Makes the server the action's service: `base-url` and a made-up pair of credentials. */
  readonly inputs: Readonly<Record<'base-url' | 'client-id' | 'client-secret', string>>;
  readonly requests: readonly ReceivedRequest[];
  /** The requests whose path, without its query, ends with `route`. */
  to(route: string): readonly ReceivedRequest[];
}

/** A server on loopback that answers as a test tells it to, and remembers what it was asked. */
export async function startServer(answer: Answerer): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const seen = new Map<string, number>();
  const server = createServer(async (incoming, response) => {
    const path = incoming.url ?? '';
    const count = seen.get(pathname(path)) ?? 0;
    seen.set(pathname(path), count + 1);
    const request: ReceivedRequest = {
      method: incoming.method ?? '',
      path,
      headers: incoming.headers,
      body: await text(incoming),
      remotePort: incoming.socket.remotePort ?? 0,
      at: performance.now(),
    };
    requests.push(request);
    answer(request, response, count);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    inputs: { 'base-url': url, ...makeCredentials() },
    requests,
    to: (route) => requests.filter(({ path }) => pathname(path).endsWith(route)),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Sends `value` as JSON. */
export function json(
  response: ServerResponse,
  value: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

/** Answers with `body`: a text as it is, anything else as JSON. */
export function reply(
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Answerer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  };
}

/** Answers the first request of a path by the first of `answers`, and so on; the last one answers all that follow. */
export function inTurn(...answers: readonly Answerer[]): Answerer {
  return (request, response, count) =>
    answers[Math.min(count, answers.length - 1)]?.(request, response, count);
}

/** The query of a request, decoded. */
export function queryOf({ path }: ReceivedRequest): Record<string, string> {
  return Object.fromEntries(new URL(path, 'http://localhost').searchParams);
}

/** The paths of the storage that `requests` ask about, in order of arrival. */
export function pathsOf(requests: readonly ReceivedRequest[]): string[] {
  return requests.map((request) => queryOf(request).path ?? '');
}

/** A port on loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function pathname(path: string): string {
  return path.replace(/\?.*/, '');
}
