import { makeJwt } from '../support/credentials.ts';
import { refusing } from '../support/refusing.ts';
import { type ActionRun, run } from '../support/run.ts';
import { type Answerer, type ReceivedRequest, startServer } from '../support/server.ts';
import { FAULTS, type FaultName } from './faults.ts';
import { LONGEST_PAUSES } from './network.ts';

/** Where a fault strikes. */
export const PLACES = {
  'token call': { rules: 'token', route: 'token', inputs: { 'storage-path': '/a' } },
  'object check': { rules: 'check', route: 'exists', inputs: { 'storage-path': '/a' } },
  'storage check': { rules: 'check', route: 'exists', inputs: { 'storage-name': 'mine' } },
  'folder look-up': {
    rules: 'listing',
    route: 'folder',
    inputs: {
      'storage-path': '/a/*',
      'storage-max-age-seconds': '86400',
      'storage-min-bytes': '1',
    },
  },
  listing: { rules: 'listing', route: 'folder', inputs: { 'storage-list': '/a' } },
  'renewal after a 401': { rules: 'token', route: 'token', inputs: { 'storage-path': '/a' } },
} as const;

export type PlaceName = keyof typeof PLACES;
export type Route = (typeof PLACES)[PlaceName]['route'];

export interface Cell {
  readonly fault: FaultName;
  readonly place: PlaceName;
  /** Whether the requests after the first one are answered well. */
  readonly mode: 'once' | 'ever';
  readonly isRetried: boolean;
  /** The client secret. */
  readonly secret: string;
}

/** What a cell leaves behind. */
export interface Trace {
  readonly step: ActionRun;
  readonly requests: Readonly<Record<Route | 'elsewhere', readonly ReceivedRequest[]>>;
  /** Every token that was sent, in a good answer or with a fault. */
  readonly issued: readonly string[];
  /** What must stay readable. */
  readonly innocents: readonly string[];
}

const CLIENT_ID = 'b0a3f7b0-5d4c-4c0e-9d6c-1f2e3d4c5b6a';
/** Seconds for a fault that is not retried: far more than it takes. */
const AMPLE_BUDGET = 10;
/** Seconds. An attempt gets half of them, so that a second one follows silence. */
const BUDGETS = { once: 4, ever: 3 };
/** Operations that nothing is wrong with take milliseconds, so only one budget counts. */
const GRACE_MS = 1000;
/** A busy machine takes its time to start a process, and far more to load the sources file by file. */
const SPAWN_MS = process.env.ASPOSE_AUTH_ENTRY === 'src' ? 20_000 : 3000;

/** What a folder holds: written an hour ago, by the clock of this machine. */
export const FILES = [
  {
    name: 'b',
    path: '/a/b',
    isFolder: false,
    size: 1,
    modifiedDate: new Date(Date.now() - 3_600_000).toISOString(),
  },
];

export async function runCell(cell: Cell): Promise<Trace> {
  const { fault, place, mode, isRetried, secret } = cell;
  const budget = isRetried ? BUDGETS[mode] : AMPLE_BUDGET;
  const { route, inputs } = PLACES[place];
  const isRenewal = place === 'renewal after a 401';
  const requests: Record<Route | 'elsewhere', ReceivedRequest[]> = {
    token: [],
    exists: [],
    folder: [],
    elsewhere: [],
  };
  const issued: string[] = [];

  const answer: Answerer = (request, response) => {
    const own = routeOf(request);
    requests[own].push(request);
    if (own === 'token') {
      issued.push(makeJwt());
    }
    if (isRenewal && request.headers.authorization === `Bearer ${issued[0]}`) {
      return response.writeHead(401, { connection: 'close' }).end();
    }
    const good = JSON.stringify(
      own === 'token'
        ? { access_token: issued.at(-1), expires_in: 3600 }
        : { exists: true, ...(place === 'folder look-up' ? { isFolder: true } : {}), value: FILES },
    );
    const index = own === route ? requests[own].length - 1 - Number(isRenewal) : -1;
    const { strike } = FAULTS[fault];
    if (strike !== 'refused' && index >= 0 && (mode === 'ever' || index === 0)) {
      return strike({ request, response, good, elsewhere: `${elsewhere.url}/here` });
    }
    // Each connection serves one request, so that a later one can be refused.
    response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
    return response.end(good);
  };

  await using elsewhere = await startServer((request, response) => {
    requests.elsewhere.push(request);
    response.end('{}');
  });
  await using token = await startServer(answer);
  await using storage = await startServer(answer);
  const step = await run({
    inputs: {
      'client-id': CLIENT_ID,
      'client-secret': secret,
      'token-url': `${token.url}/connect/token`,
      'storage-url': `${storage.url}/v4.0/html`,
      'timeout-seconds': String(budget),
      ...inputs,
    },
    env: { RUNNER_DEBUG: '1' },
    preload: [
      // Keeps the last attempt away from the end of the budget, which would cut it short.
      LONGEST_PAUSES,
      ...(fault === 'refused' ? [refusal(route === 'token' ? token.url : storage.url)] : []),
    ],
    killAfter: budget * 1000 + GRACE_MS + SPAWN_MS,
  });
  const hosts = [token, storage].map(({ url }) => new URL(url).host);
  return { step, requests, issued, innocents: [...hosts, 'Bearer', 'true'] };

  function refusal(url: string): string {
    const after = isRenewal || place === 'folder look-up' ? 1 : 0;
    return refusing(Number(new URL(url).port), { after, ...(mode === 'once' ? { times: 1 } : {}) });
  }
}

function routeOf({ method, path }: ReceivedRequest): Route {
  if (method === 'POST') {
    return 'token';
  }
  return path.includes('/folder?') ? 'folder' : 'exists';
}
