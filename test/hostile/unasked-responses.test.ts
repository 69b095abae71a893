/** Responses on a kept-alive connection that nobody asked for never answer the next request. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { makeCredentials, makeJwt } from '../support/credentials.ts';
import { run } from '../support/run.ts';

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
});

/** The gate waits for a second round, which would find the unasked response. */
async function assertNeverPasses(url: string): Promise<void> {
  const step = await run({
    inputs: {
      ...makeCredentials(),
      'base-url': url,
      'storage-path': '/a',
      'storage-wait-seconds': '1',
      'timeout-seconds': '3',
    },
  });
  assert.equal(step.outputs.status, 'failed', 'the gate passed');
  assert.match(step.outputs['storage-gate'] ?? '', /^(failed|unknown)$/);
  assert.equal(step.annotations.filter(({ level }) => level === 'error').length, 1);
  assert.equal(step.exitCode, 1);
}

/** Answers each request well, and lets `push` send the answer to a check. */
async function startPushy(push: (socket: Socket, answer: string) => void) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
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
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
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
