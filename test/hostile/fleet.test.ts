/** A fleet in small: many jobs start at once, each in a process of its own. `npm run fleet` sends a large one. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Emulator, startEmulator } from '../../emulator/server.ts';
import { assertFailed } from '../support/assertions.ts';
import { type ActionRun, run } from '../support/run.ts';

const ACTIONS = 8;
const TOKENS_PER_SECOND = 3;
/** Every so many connections, one is dropped. */
const DROPPED = 5;

describe('a fleet that starts at once', () => {
  test('gets its tokens from a service that allows a few each second and drops connections', async () => {
    await using emulator = await startStorage();
    await using front = await startFront(emulator);
    const fleet = await runFleet(front.url, emulator, emulator.clientSecret);
    for (const { annotations, outputs } of fleet) {
      assert.deepEqual(annotations, []);
      assert.equal(outputs['storage-gate'], 'passed');
    }
    assert.ok(front.counts.limited > 0, 'the limit was felt');
    assert.ok(front.counts.dropped > 0, 'connections were dropped');
  });

  test('with a wrong secret sends one request each, and explains the lock', async () => {
    await using emulator = await startStorage();
    const fleet = await runFleet(emulator.url, emulator, 'made up and wrong');
    const codes = Map.groupBy(fleet, ({ outputs }) => outputs['error-code'] ?? '');
    for (const [code, steps] of codes) {
      for (const step of steps) {
        assertFailed(step, code);
      }
    }
    assert.equal(codes.get('credentials-rejected')?.length, 5);
    assert.equal(codes.get('credentials-locked')?.length, ACTIONS - 5);
    assert.equal(emulator.requests.length, ACTIONS);
  });
});

function runFleet(url: string, { clientId }: Emulator, secret: string): Promise<ActionRun[]> {
  const inputs = {
    'base-url': url,
    'client-id': clientId,
    'client-secret': secret,
    'storage-path': '/recipes.md',
    'timeout-seconds': '30',
  };
  return Promise.all(Array.from({ length: ACTIONS }, () => run({ inputs })));
}

/** The emulator with the documentation as its storage. */
async function startStorage() {
  const emulator = await startEmulator({ root: join(import.meta.dirname, '../../docs') });
  return Object.assign(emulator, { [Symbol.asyncDispose]: () => emulator.close() });
}

/** Passes on to the emulator what it lets through. */
async function startFront(emulator: Emulator) {
  const counts = { connections: 0, dropped: 0, limited: 0 };
  let second = 0;
  let inThisSecond = 0;
  const server = createServer((incoming, response) => {
    const now = Math.floor(performance.now() / 1000);
    inThisSecond = now === second ? inThisSecond : 0;
    second = now;
    if (incoming.method === 'POST' && ++inThisSecond > TOKENS_PER_SECOND) {
      counts.limited++;
      incoming.resume();
      response.writeHead(429, { 'retry-after': '1' }).end();
      return;
    }
    const { method, url, headers } = incoming;
    const onward = request(emulator.url + url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
  server.on('connection', (socket) => {
    if (++counts.connections % DROPPED === 0) {
      counts.dropped++;
      socket.resetAndDestroy();
    }
  });
  server.listen(0, '127.0.0.1');
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
