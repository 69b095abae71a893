import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Tells connections apart. */
  readonly remotePort: number;
}

/** Answers one request. `count` tells how many with the same path, query left out, came before it. */
export type Answerer = (
  request: ReceivedRequest,
  response: ServerResponse,
  count: number,
) => unknown;

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
}

/** A server on loopback that answers as a test tells it to, and remembers what it was asked. */
export async function startServer(answer: Answerer): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const seen = new Map<string, number>();
  const server = createServer(async (incoming, response) => {
    const path = incoming.url ?? '';
    const route = path.replace(/\?.*/, '');
    const count = seen.get(route) ?? 0;
    seen.set(route, count + 1);
    const request: ReceivedRequest = {
      method: incoming.method ?? '',
      path,
      headers: incoming.headers,
      body: await text(incoming),
      remotePort: incoming.socket.remotePort ?? 0,
    };
    requests.push(request);
    answer(request, response, count);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
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

/** A made-up pair of the usual shape. */
export function makeCredentials(): { 'client-id': string; 'client-secret': string } {
  return { 'client-id': randomUUID(), 'client-secret': randomBytes(16).toString('hex') };
}

/** A made-up JWT that expires in `lifetime` seconds. Nobody has signed it, and nobody checks. */
export function makeJwt(lifetime = 3600): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { nbf: now, exp: now + lifetime, client_id: randomUUID() };
  const segments = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return [...segments, randomBytes(256).toString('base64url')].join('.');
}

/** The service as the tests need it most: a token for everyone, and a storage that holds `files` and `folders`. */
export function service({
  token = makeJwt(),
  files = [] as readonly string[],
  folders = [] as readonly string[],
} = {}): Answerer {
  return ({ path }, response) => {
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    if (pathname === '/connect/token') {
      return json(response, { access_token: token, expires_in: 3600, token_type: 'Bearer' });
    }
    if (pathname === '/v4.0/html/storage/exists') {
      const asked = searchParams.get('path') ?? '';
      const isFolder = folders.includes(asked);
      return json(response, { exists: isFolder || files.includes(asked), isFolder });
    }
    return json(response, { message: 'no such route' }, { status: 404 });
  };
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
