import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator } from '../emulator/server.ts';
import { createRandom } from '../test/support/random.ts';

/** The share of connections that are reset as they open. */
export const DROPPED = 0.05;

const BACKLOG = 1000;

interface Front extends AsyncDisposable {
  readonly url: string;
  readonly counts: Record<'token' | 'storage' | 'limited' | 'connections' | 'dropped', number>;
}

/** Stands before the emulator, drops connections, and allows only so many token requests per second. */
export async function startFront(emulator: Emulator, tokensPerSecond: number): Promise<Front> {
  const counts = { token: 0, storage: 0, limited: 0, connections: 0, dropped: 0 };
  const isLimited = limiter(tokensPerSecond);
  const random = createRandom();
  const server = createServer((incoming, response) => {
    const isToken = incoming.method === 'POST';
    counts[isToken ? 'token' : 'storage']++;
    if (isToken && isLimited()) {
      counts.limited++;
      incoming.resume();
      response.writeHead(429, { 'retry-after': '1' }).end();
    } else {
      passOn(emulator, incoming, response);
    }
  });
  server.on('connection', (socket) => {
    counts.connections++;
    if (random() < DROPPED) {
      counts.dropped++;
      socket.resetAndDestroy();
    }
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: BACKLOG });
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function limiter(perSecond: number): () => boolean {
  let second = 0;
  let count = 0;
  return () => {
    const now = Math.floor(performance.now() / 1000);
    count = now === second ? count + 1 : 1;
    second = now;
    return count > perSecond;
  };
}

function passOn(emulator: Emulator, incoming: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = incoming;
  const onward = request(emulator.url + url, { method, headers }, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(response);
  });
  onward.on('error', () => response.destroy());
  incoming.pipe(onward);
}
