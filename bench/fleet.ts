/**
 * What happens when a fleet of jobs starts at once: every action in a process of its own, on this machine alone.
 *
 * First against a service that allows so many token requests a second and drops a part of the connections: every action
 * has to succeed within its budget. Then with a wrong secret, connections dropped as before: every action may ask once,
 * and has to explain itself. Exits 1 when that is not so.
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Emulator, startEmulator } from '../emulator/server.ts';
import { type ActionRun, runAction } from '../test/support/run-action.ts';

const ACTIONS = 200;
const TOKENS_A_SECOND = 20;
const DROPPED = 0.05;
const SEED = 20260131;
const BUDGET_SECONDS = 60;

interface FrontOptions {
  /** Token requests allowed in each second of the clock; beyond them the answer is 429. */
  readonly tokensASecond: number;
}

interface Front {
  readonly url: string;
  readonly counts: Record<'token' | 'storage' | 'limited' | 'connections' | 'dropped', number>;
  close(): Promise<void>;
}

interface Timed {
  readonly ended: ActionRun;
  /** From the start of the process to its end, in seconds. */
  readonly seconds: number;
}

/** Passes on to the emulator what it lets through. */
async function startFront(emulator: Emulator, { tokensASecond }: FrontOptions): Promise<Front> {
  const counts = { token: 0, storage: 0, limited: 0, connections: 0, dropped: 0 };
  const random = createRandom(SEED);
  let second = 0;
  let inThisSecond = 0;

  function isLimited(): boolean {
    const now = Math.floor(performance.now() / 1000);
    inThisSecond = now === second ? inThisSecond + 1 : 1;
    second = now;
    return inThisSecond > tokensASecond;
  }

  function answer(incoming: IncomingMessage, response: ServerResponse): void {
    const isToken = incoming.method === 'POST';
    counts[isToken ? 'token' : 'storage']++;
    if (isToken && isLimited()) {
      counts.limited++;
      incoming.resume();
      response.writeHead(429, { 'retry-after': '1' }).end();
      return;
    }
    const { method, url, headers } = incoming;
    const onward = request(emulator.url + url, { method, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  }

  const server = createServer(answer);
  server.on('connection', (socket) => {
    counts.connections++;
    if (random() < DROPPED) {
      counts.dropped++;
      socket.resetAndDestroy();
    }
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 2 * ACTIONS });
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Starts all actions at once, with these inputs beside the address. */
function runFleet(url: string, inputs: Readonly<Record<string, string>>): Promise<Timed[]> {
  const actions = Array.from({ length: ACTIONS }, async () => {
    const start = performance.now();
    const ended = await runAction({
      inputs: { 'base-url': url, 'timeout-seconds': String(BUDGET_SECONDS), ...inputs },
    });
    return { ended, seconds: (performance.now() - start) / 1000 };
  });
  return Promise.all(actions);
}

function percentile(fleet: readonly Timed[], percent: number): string {
  const sorted = fleet.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const at = Math.ceil((percent / 100) * sorted.length) - 1;
  return `${sorted[at]?.toFixed(1)} s`;
}

/** How often each outcome was seen. */
function outcomes(fleet: readonly Timed[]): Record<string, number> {
  const seen: Record<string, number> = {};
  for (const { ended } of fleet) {
    const { status = 'none', 'error-code': code } = ended.outputs;
    const outcome = code ?? `${status}, gate ${ended.outputs['storage-gate']}`;
    seen[outcome] = (seen[outcome] ?? 0) + 1;
  }
  return seen;
}

function expect(what: string, isSo: boolean): void {
  console.log(`  ${isSo ? 'ok    ' : 'FAILED'} ${what}`);
  if (!isSo) {
    process.exitCode = 1;
  }
}

async function busyService(emulator: Emulator): Promise<void> {
  const front = await startFront(emulator, { tokensASecond: TOKENS_A_SECOND });
  const fleet = await runFleet(front.url, {
    'client-id': emulator.clientId,
    'client-secret': emulator.clientSecret,
    'storage-path': '/',
  });
  await front.close();
  const { token, storage, limited, connections, dropped } = front.counts;
  const good = fleet.filter(
    ({ ended: { exitCode, outputs } }) => exitCode === 0 && outputs['storage-gate'] === 'passed',
  ).length;
  console.log(
    `${ACTIONS} actions at once; ${TOKENS_A_SECOND} tokens a second, else 429 with Retry-After: 1; ${100 * DROPPED} % of connections dropped`,
  );
  console.log(`  outcomes            ${JSON.stringify(outcomes(fleet))}`);
  console.log(`  token requests      ${token}, of which ${limited} were answered 429`);
  console.log(`  storage requests    ${storage}`);
  console.log(`  connections         ${connections}, of which ${dropped} were dropped`);
  console.log(`  requests a success  ${((token + storage) / good).toFixed(2)} (2 are needed)`);
  console.log(
    `  wall time           median ${percentile(fleet, 50)}, 99th percentile ${percentile(fleet, 99)}, longest ${percentile(fleet, 100)}`,
  );
  expect('every action succeeds', good === ACTIONS);
  expect(
    'each within its budget',
    fleet.every(({ seconds }) => seconds <= BUDGET_SECONDS),
  );
  expect('the limit was felt, and connections were dropped', limited > 0 && dropped > 0);
}

async function wrongSecret(emulator: Emulator): Promise<void> {
  const front = await startFront(emulator, { tokensASecond: Number.POSITIVE_INFINITY });
  const before = emulator.requests.length;
  const fleet = await runFleet(front.url, {
    'client-id': emulator.clientId,
    'client-secret': 'made up and wrong',
    'storage-path': '/',
  });
  await front.close();
  const { connections, dropped } = front.counts;
  const arrived = emulator.requests.slice(before);
  const seen = outcomes(fleet);
  const explained = fleet.filter(({ ended: { exitCode, annotations, outputs } }) => {
    const [annotation, ...more] = annotations;
    const code = outputs['error-code'] ?? '';
    return (
      exitCode === 1 &&
      more.length === 0 &&
      annotation?.title === `aspose-auth: ${code}` &&
      /^credentials-(rejected|locked)$/.test(code)
    );
  }).length;
  console.log(`${ACTIONS} actions at once with a wrong secret; the fifth refusal locks the pair`);
  console.log(`  outcomes            ${JSON.stringify(seen)}`);
  console.log(`  token requests      ${arrived.length}`);
  console.log(`  connections         ${connections}, of which ${dropped} were dropped`);
  console.log(`  wall time           99th percentile ${percentile(fleet, 99)}`);
  expect(
    `exactly ${ACTIONS} requests reach the token endpoint, one an action`,
    arrived.length === ACTIONS && arrived.every(({ path }) => path === '/connect/token'),
  );
  expect('every failure is explained as rejected or locked', explained === ACTIONS);
  expect('five were rejected, the others locked out', seen['credentials-rejected'] === 5);
}

const emulator = await startEmulator();
try {
  await busyService(emulator);
  await wrongSecret(emulator);
} finally {
  await emulator.close();
}
