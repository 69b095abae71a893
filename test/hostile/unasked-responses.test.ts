/** Responses on a kept-alive connection that nobody asked for never answer the next request. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { createServer as createTlsServer } from 'node:tls';
import { makeCredentials, makeJwt } from '../support/credentials.ts';
import { run } from '../support/run.ts';
import { createServerIdentity } from '../support/tls.ts';
import { authority, TRUST } from './network.ts';

/** The first check says no; whatever comes unasked says yes. */
const NO = { exists: false, isFolder: false };
const YES = { exists: true, isFolder: false };

/** Long enough for the answer to have been read, and far shorter than the pause of a waiting gate. */
const IDLE_MS = 200;

describe('the gate does not pass on', { concurrency: 4 }, () => {
  test('a second response in the same packet', async () => {
    await using server = await startPushy((socket, answer) => socket.write(answer + httpOf(YES)));
    await assertNeverPasses(server.url);
  });

  test('a second response while the connection is idle', async () => {
    await using server = await startPushy((socket, answer) => {
      socket.write(answer);
      setTimeout(() => socket.write(httpOf(YES)), IDLE_MS).unref();
    });
    await assertNeverPasses(server.url);
  });

  test('a second response that starts with the first and ends while the connection is idle', async () => {
    await using server = await startPushy((socket, answer) => {
      const unasked = httpOf(YES);
      socket.write(answer + unasked.slice(0, 20));
      setTimeout(() => socket.write(unasked.slice(20)), IDLE_MS).unref();
    });
    await assertNeverPasses(server.url);
  });

  test('many responses while the connection is idle', async () => {
    await using server = await startPushy((socket, answer) => {
      socket.write(answer);
      setTimeout(() => socket.write(httpOf(YES).repeat(50)), IDLE_MS).unref();
    });
    await assertNeverPasses(server.url);
  });

  test('the rest of a body that is longer than it says', async () => {
    await using server = await startPushy((socket, answer) => {
      socket.write(`${answer}${JSON.stringify(NO)}${httpOf(YES)}`);
    });
    await assertNeverPasses(server.url);
  });

  test('a second response in a TLS record of its own, in the same packet', async () => {
    const identity = createServerIdentity({ name: '127.0.0.1', issuer: authority });
    let checks = 0;
    const push = (socket: Socket, answer: string) => {
      if (checks++ === 0) {
        socket.write(httpOf(YES));
        socket.write(httpOf(YES));
      } else {
        socket.write(answer);
      }
    };
    await using server = await startPushy(push, (onSocket) => createTlsServer(identity, onSocket));
    await using relay = await startJoiningRelay(server.port);
    await assertNeverPasses(`https://127.0.0.1:${relay.port}`, ['/a', '/b']);
  });
});

/** The gate waits for a second round, which would find the unasked response. */
async function assertNeverPasses(url: string, paths: readonly string[] = ['/a']): Promise<void> {
  const step = await run({
    inputs: {
      ...makeCredentials(),
      'base-url': url,
      'storage-path': paths.join('\n'),
      'storage-wait-seconds': '1',
      'timeout-seconds': '3',
    },
    env: TRUST,
  });
  assert.equal(step.outputs.status, 'failed', 'the gate passed');
  assert.match(step.outputs['storage-gate'] ?? '', /^(failed|unknown)$/);
  assert.equal(step.annotations.filter(({ level }) => level === 'error').length, 1);
  assert.equal(step.exitCode, 1);
}

/** Answers each request well, and lets `push` send the answer to a check. */
async function startPushy(
  push: (socket: Socket, answer: string) => void,
  create: (onSocket: (socket: Socket) => void) => Server = createServer,
) {
  const open = new Set<Socket>();
  const server = create((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
      for (let asked = nextRequest(); asked !== undefined; asked = nextRequest()) {
        if (asked.startsWith('POST')) {
          socket.write(httpOf({ access_token: makeJwt(), expires_in: 3600 }));
        } else {
          push(socket, httpOf(NO));
        }
      }
    });

    /** Takes one whole request from what was received. */
    function nextRequest(): string | undefined {
      const end = received.indexOf('\r\n\r\n') + 4;
      const length = Number(/content-length: (\d+)/i.exec(received.slice(0, end))?.[1] ?? 0);
      if (end < 4 || received.length < end + length) {
        return undefined;
      }
      const asked = received.slice(0, end);
      received = received.slice(end + length);
      return asked;
    }
  });
  return listening(server, open);
}

/** Passes bytes on, those of the server a little later and together, as a network may. */
async function startJoiningRelay(port: number) {
  const open = new Set<Socket>();
  const relay = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    open.add(client).add(server);
    client.on('error', () => server.destroy()).pipe(server);
    server.on('error', () => client.destroy());
    let held: Buffer[] = [];
    server.on('data', (chunk) => {
      if (held.push(chunk) === 1) {
        setTimeout(() => {
          client.write(Buffer.concat(held));
          held = [];
        }, 100).unref();
      }
    });
  });
  return listening(relay, open);
}

async function listening(server: Server, open: ReadonlySet<Socket>) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) {
        socket.destroy();
      }
      await once(server, 'close');
    },
  };
}

function httpOf(body: object): string {
  const text = JSON.stringify(body);
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}`;
  return `${head}\r\n\r\n${text}`;
}
