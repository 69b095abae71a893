/**
 * `npm run fleet`: 200 jobs start at the same moment, each action in its own process, and connections break. Exits 1 unless
 * - with a limit of token requests per second, every action succeeds in time;
 * - with a wrong secret, every action asks once and explains itself;
 * - with a sealed token, one token request serves all.
 */
import { randomBytes } from 'node:crypto';
import { startEmulator } from '../emulator/server.ts';
import { type ActionRun, run } from '../test/support/run.ts';
import { DROPPED, startFront } from './front.ts';

const JOBS = 200;
const TOKENS_PER_SECOND = 20;
const BUDGET_SECONDS = 60;

type Inputs = Readonly<Record<string, string>>;

interface Timed extends ActionRun {
  /** From start to end of the process. */
  readonly seconds: number;
}

const emulator = await startEmulator();
const RIGHT = { 'client-id': emulator.clientId, 'client-secret': emulator.clientSecret };
try {
  await busyService();
  await wrongSecret();
  await sealedToken();
} finally {
  await emulator.close();
}

async function busyService(): Promise<void> {
  title(`${TOKENS_PER_SECOND} tokens per second, then 429 with Retry-After: 1`);
  await using front = await startFront(emulator, TOKENS_PER_SECOND);
  const fleet = await startAll(front.url, RIGHT);
  const passed = fleet.filter(hasPassed).length;
  const { token, storage, limited, dropped } = front.counts;
  report(fleet, front.counts);
  print('requests per success', `${((token + storage) / passed).toFixed(2)} (2 are needed)`);
  expect('every action succeeds', passed === JOBS);
  expect(
    'each within its budget',
    fleet.every(({ seconds }) => seconds <= BUDGET_SECONDS),
  );
  expect('requests were limited and connections dropped', limited > 0 && dropped > 0);
}

async function wrongSecret(): Promise<void> {
  title('a wrong secret; the fifth rejection locks the pair');
  await using front = await startFront(emulator, Number.POSITIVE_INFINITY);
  const arrived = emulator.requests.length;
  const fleet = await startAll(front.url, { ...RIGHT, 'client-secret': 'made up and wrong' });
  const requests = emulator.requests.slice(arrived);
  report(fleet, front.counts);
  expect(
    'each action sends one token request, and nothing else',
    requests.length === JOBS && requests.every(({ path }) => path === '/connect/token'),
  );
  expect('every failure says rejected or locked', fleet.every(isExplained));
  expect(
    'five were rejected, the others locked out',
    outcomes(fleet)['credentials-rejected'] === 5,
  );
}

async function sealedToken(): Promise<void> {
  title('a sealed token from one more job; only that job knows the credentials');
  await using front = await startFront(emulator, TOKENS_PER_SECOND);
  const key = { 'seal-key': randomBytes(32).toString('hex') };
  const first = await startOne(front.url, { ...RIGHT, ...key });
  const sealed = first.outputs['sealed-token'] ?? '';
  const fleet = await startAll(front.url, { ...key, 'sealed-token': sealed });
  report(fleet, front.counts);
  expect('every action succeeds', hasPassed(first) && fleet.every(hasPassed));
  expect('there was one token request in all', front.counts.token === 1);
}

function startAll(url: string, inputs: Inputs): Promise<Timed[]> {
  return Promise.all(Array.from({ length: JOBS }, () => startOne(url, inputs)));
}

async function startOne(url: string, inputs: Inputs): Promise<Timed> {
  const start = performance.now();
  const step = await run({
    inputs: {
      'base-url': url,
      'timeout-seconds': String(BUDGET_SECONDS),
      'storage-path': '/templates',
      'storage-expect': 'absent',
      ...inputs,
    },
    killAfter: 3 * BUDGET_SECONDS * 1000,
  });
  return { ...step, seconds: (performance.now() - start) / 1000 };
}

function hasPassed({ exitCode, outputs }: ActionRun): boolean {
  return exitCode === 0 && outputs['storage-gate'] === 'passed';
}

function isExplained({ exitCode, annotations, outputs }: ActionRun): boolean {
  const code = outputs['error-code'] ?? '';
  const errors = annotations.filter(({ level }) => level === 'error');
  return (
    exitCode === 1 &&
    errors.length === 1 &&
    errors[0]?.title === `aspose-auth: ${code}` &&
    /^credentials-(rejected|locked)$/.test(code)
  );
}

/** How often each outcome was seen. */
function outcomes(fleet: readonly Timed[]): Record<string, number> {
  const seen: Record<string, number> = {};
  for (const { outputs } of fleet) {
    const { status = 'none', 'error-code': code, 'storage-gate': gate } = outputs;
    const outcome = code || `${status}, gate ${gate}`;
    seen[outcome] = (seen[outcome] ?? 0) + 1;
  }
  return seen;
}

function report(fleet: readonly Timed[], counts: Readonly<Record<string, number>>): void {
  const times = fleet.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const percentile = (percent: number) =>
    `${times[Math.ceil((percent / 100) * times.length) - 1]?.toFixed(1)} s`;
  print('outcomes', JSON.stringify(outcomes(fleet)));
  print('token requests', `${counts.token}, of which ${counts.limited} got 429`);
  print('storage requests', String(counts.storage));
  print('connections', `${counts.connections}, of which ${counts.dropped} were dropped`);
  print(
    'wall time',
    `median ${percentile(50)}, 99th percentile ${percentile(99)}, longest ${percentile(100)}`,
  );
}

function title(text: string): void {
  console.log(`${JOBS} jobs, ${100 * DROPPED} % of connections dropped: ${text}`);
}

function print(what: string, value: string): void {
  console.log(`  ${what.padEnd(22)}${value}`);
}

function expect(what: string, isSo: boolean): void {
  print(isSo ? 'ok' : 'FAILED', what);
  if (!isSo) {
    process.exitCode = 1;
  }
}
