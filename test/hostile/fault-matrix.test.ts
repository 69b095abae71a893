import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { FAULTS, type FaultName, refusing } from '../support/faults.ts';
import { assertNoLeak } from '../support/leak-oracle.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';
import {
  type Answerer,
  makeCredentials,
  makeJwt,
  startServer,
  type TestServer,
} from '../support/server.ts';

/** How a fault ends by the contract: `well`, or with an error code, after so many requests at the place of the fault. */
interface Expected {
  readonly once: string;
  readonly ever: string;
  readonly requests: { readonly once: number; readonly ever: number | 'several' };
}

/** Another try is of no use, so that it makes no difference whether it would have been answered well. */
function final(code: string): Expected {
  return { once: code, ever: code, requests: { once: 1, ever: 1 } };
}

/** Tried again while the budget lasts. */
function retried(code: string): Expected {
  return { once: 'well', ever: code, requests: { once: 2, ever: 'several' } };
}

/** Where a fault strikes. */
const PLACES = {
  'token call': { rules: 'token', route: 'token', inputs: { 'storage-path': '/a' } },
  'object check': { rules: 'check', route: 'storage', inputs: { 'storage-path': '/a' } },
  'storage check': { rules: 'check', route: 'storage', inputs: { 'storage-name': 'mine' } },
  listing: { rules: 'listing', route: 'storage', inputs: { 'storage-list': '/a' } },
  'refresh after 401': { rules: 'token', route: 'token', inputs: { 'storage-path': '/a' } },
} as const;

type PlaceName = keyof typeof PLACES;

/** What the contract says of a fault at the token endpoint, at a check and at a listing. */
type Rules = Readonly<Record<'token' | 'check' | 'listing', Expected>>;

function everywhere(token: Expected, check = token, listing = check): Rules {
  return { token, check, listing };
}

const rejected = everywhere(final('credentials-rejected'), final('server-error'));
/** A route of the storage that is not there under one spelling is asked for under the other, where it has one. */
const missing = everywhere(
  final('server-error'),
  { once: 'well', ever: 'bad-response', requests: { once: 2, ever: 2 } },
  final('bad-response'),
);
const locked = everywhere(final('credentials-locked'), final('server-error'));
const redirect = everywhere(final('unexpected-redirect'));
const status = everywhere(final('server-error'));
const busy = everywhere(retried('server-error'));
const nonsense = everywhere(final('bad-response'));

const RULES: Readonly<Record<FaultName, Rules>> = {
  // The server sees none of the refused connections.
  refused: everywhere({ ...retried('unreachable'), requests: { once: 1, ever: 0 } }),
  'reset before headers': everywhere(retried('unreachable')),
  'reset mid-headers': everywhere(retried('unreachable')),
  'closed mid-headers': everywhere(retried('unreachable')),
  'garbage instead of HTTP': nonsense,
  'bad chunk': everywhere(retried('unreachable')),
  'truncated chunk': everywhere(retried('unreachable')),
  'short body': everywhere(retried('unreachable')),
  'endless body': nonsense,
  '1 byte a second': everywhere(retried('timeout')),
  silence: everywhere(retried('timeout')),
  'HTML page': nonsense,
  'JSON under text/html': everywhere({
    once: 'well',
    ever: 'well',
    requests: { once: 1, ever: 1 },
  }),
  'broken gzip': nonsense,
  '50 KiB header': nonsense,
  '204': nonsense,
  '301': redirect,
  '302': redirect,
  '303': redirect,
  '307': redirect,
  '308': redirect,
  '400': rejected,
  // A check costs one refresh and one repetition.
  '401': everywhere(final('credentials-rejected'), {
    once: 'well',
    ever: 'token-rejected',
    requests: { once: 2, ever: 2 },
  }),
  '403': everywhere(final('credentials-rejected'), final('storage-denied')),
  '404': missing,
  '405': missing,
  '408': busy,
  '410': status,
  '418': status,
  '500': busy,
  '501': status,
  '502': busy,
  '503': busy,
  '504': busy,
  '429': busy,
  '429, Retry-After that fits': busy,
  '429, Retry-After too long': locked,
  '429, Retry-After a past date': busy,
  '429, Retry-After a date that fits': busy,
  '429, Retry-After a date too far': locked,
  '429, Retry-After negative': busy,
  '429, Retry-After of 20 digits': locked,
  '429, Retry-After of 400 digits': locked,
  '429, Retry-After not a number': busy,
};

/** Seconds. Once leaves time for a second attempt after silence, which uses up half the budget. */
const BUDGETS = { once: 3, ever: 2 };
/** Operations that nothing is wrong with take milliseconds: one budget is at stake. */
const GRACE_MS = 1000;
/** For a machine that is busy with other tests to start a process, and not to be mistaken for a slow action. */
const SPAWN_MS = 3000;

const AT_ONCE = 6;
const FILE = { name: 'a', path: '/a', isFolder: false, size: 1, modifiedDate: null };

interface Cell {
  readonly fault: FaultName;
  readonly place: PlaceName;
  readonly mode: 'once' | 'ever';
}

/** What a cell leaves behind. */
interface Trace {
  readonly run: ActionRun;
  readonly token: TestServer['requests'];
  readonly storage: TestServer['requests'];
  readonly elsewhere: TestServer['requests'];
  /** Every token that was sent, in a good answer or with a fault. */
  readonly issued: readonly string[];
  /** The last of them that a good answer held. */
  readonly granted: string | undefined;
  readonly secret: string;
}

async function runCell({ fault, place, mode }: Cell): Promise<Trace> {
  const { route, inputs } = PLACES[place];
  const credentials = makeCredentials();
  const issued: string[] = [];
  let granted: string | undefined;
  let asked = 0;

  /** Lets a request pass once the fault has struck as often as it is to; the first token of a refresh is a good one. */
  function answerer(own: 'token' | 'storage', goodBody: () => string): Answerer {
    const spared = place === 'refresh after 401' ? 1 : 0;
    return (request, response) => {
      const good = goodBody();
      const index = own === route ? asked++ - spared : -1;
      const strike = FAULTS[fault];
      if (strike !== 'refused' && index >= 0 && (mode === 'ever' || index === 0)) {
        return strike({ request, response, good, elsewhere: `${elsewhere.url}/here` });
      }
      granted = own === 'token' ? issued.at(-1) : granted;
      // Each connection serves one request, so that a later one can be refused.
      response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
      return response.end(good);
    };
  }

  await using elsewhere = await startServer((_, response) => response.end('{}'));
  await using token = await startServer(
    answerer('token', () => {
      issued.push(makeJwt());
      return JSON.stringify({ access_token: issued.at(-1), expires_in: 3600 });
    }),
  );
  const answerStorage = answerer('storage', () =>
    JSON.stringify({ exists: true, isFolder: false, value: [FILE] }),
  );
  await using storage = await startServer((request, response, count) =>
    place === 'refresh after 401' && request.headers.authorization === `Bearer ${issued[0]}`
      ? response.writeHead(401, { connection: 'close' }).end()
      : answerStorage(request, response, count),
  );
  const target = { token, storage }[route];
  const refusal = {
    after: place === 'refresh after 401' ? 1 : 0,
    ...(mode === 'once' ? { times: 1 } : {}),
  };
  const run = await runAction({
    inputs: {
      ...credentials,
      'token-url': `${token.url}/connect/token`,
      'storage-url': `${storage.url}/v4.0/html`,
      'timeout-seconds': String(BUDGETS[mode]),
      ...inputs,
    },
    preload: fault === 'refused' ? [refusing(Number(new URL(target.url).port), refusal)] : [],
    killAfter: BUDGETS[mode] * 1000 + GRACE_MS + SPAWN_MS,
  });
  return {
    run,
    token: token.requests,
    storage: storage.requests,
    elsewhere: elsewhere.requests,
    issued,
    granted,
    secret: credentials['client-secret'],
  };
}

function assertWell(place: PlaceName, { run, storage, issued }: Trace): void {
  const isListing = place === 'listing';
  assert.deepEqual(run.annotations, []);
  assert.equal(run.exitCode, 0);
  assert.equal(run.outputs.status, 'authenticated');
  assert.equal(run.outputs['error-code'], undefined);
  assert.equal(run.outputs['storage-gate'], isListing ? 'skipped' : 'passed');
  assert.equal(run.outputs['storage-exists'], isListing ? undefined : 'true');
  assert.equal(run.outputs['storage-files'], isListing ? JSON.stringify([FILE]) : undefined);
  assert.equal(run.outputs['access-token'], issued.at(-1));
  assert.equal(run.env.ASPOSE_ACCESS_TOKEN, issued.at(-1));
  assert.equal(storage.at(-1)?.headers.authorization, `Bearer ${issued.at(-1)}`);
}

function assertFailed(place: PlaceName, code: string, { run, granted }: Trace): void {
  assert.deepEqual(
    run.annotations.map(({ level, title }) => ({ level, title })),
    [{ level: 'error', title: `aspose-auth: ${code}` }],
  );
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.status, 'failed');
  assert.equal(run.outputs['error-code'], code);
  assert.equal(run.outputs['storage-gate'], place === 'listing' ? 'skipped' : 'unknown');
  for (const name of ['storage-exists', 'storage-results', 'storage-files']) {
    assert.equal(run.outputs[name], undefined, name);
  }
  assert.equal(run.outputs['access-token'], granted);
  assert.equal(run.env.ASPOSE_ACCESS_TOKEN, granted);
}

/** Asserts that each endpoint was asked as often as it should be, and nobody else at all. */
function assertRequests(
  { fault, place, mode }: Cell,
  { [mode]: outcome, requests: { [mode]: times } }: Expected,
  trace: Trace,
): void {
  const { route } = PLACES[place];
  const struck = place === 'refresh after 401' ? trace.token.length - 1 : trace[route].length;
  if (times === 'several') {
    assert.ok(struck >= 2, `asked ${struck} times`);
  } else {
    assert.equal(struck, times);
  }
  const well = outcome === 'well' ? 1 : 0;
  const others = {
    'token call': { storage: well },
    'object check': { token: fault === '401' ? 2 : 1 },
    'storage check': { token: fault === '401' ? 2 : 1 },
    listing: { token: fault === '401' ? 2 : 1 },
    // The call that was answered with 401, and its repetition.
    'refresh after 401': { storage: 1 + well },
  }[place];
  for (const [endpoint, number] of Object.entries(others)) {
    assert.equal(trace[endpoint as 'token' | 'storage'].length, number, endpoint);
  }
  assert.deepEqual(trace.elsewhere, []);
}

function secretsOf({ issued, secret }: Trace): string[] {
  return [secret, ...issued.flatMap((token) => [token, ...token.split('.').slice(1)])];
}

const CELLS: readonly Cell[] = (Object.keys(FAULTS) as FaultName[]).flatMap((fault) =>
  (Object.keys(PLACES) as PlaceName[]).flatMap((place) =>
    (['once', 'ever'] as const).map((mode) => ({ fault, place, mode })),
  ),
);

describe('a fault', { concurrency: AT_ONCE }, () => {
  let ended = 0;

  for (const cell of CELLS) {
    const { fault, place, mode } = cell;
    const expected = RULES[fault][PLACES[place].rules];
    const outcome = expected[mode];
    test(`${fault}, ${mode === 'once' ? 'once' : 'for ever'}, at the ${place}: ${outcome}`, async () => {
      const trace = await runCell(cell);
      ended++;
      assert.notEqual(trace.run.exitCode, null, 'it did not end by itself');
      if (outcome === 'well') {
        assertWell(place, trace);
      } else {
        assertFailed(place, outcome, trace);
      }
      assertRequests(cell, expected, trace);
      assertNoLeak(trace.run, secretsOf(trace));
    });
  }

  after((t) => {
    if ('diagnostic' in t) {
      t.diagnostic(`${ended} cells of the fault matrix have run`);
    }
  });
});
