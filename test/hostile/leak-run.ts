import { makeJwt } from '../support/credentials.ts';
import { startProxy } from '../support/proxy.ts';
import { type ActionRun, type RunOptions, run } from '../support/run.ts';
import { type Answerer, json, type ReceivedRequest, startServer } from '../support/server.ts';
import { secretParts, tokenParts } from './secrets.ts';

export interface Moment {
  readonly request: ReceivedRequest;
  readonly response: Parameters<Answerer>[1];
  /** The good answer, as JSON. */
  readonly good: string;
  readonly secret: string;
  readonly count: number;
}

export type Strike = (moment: Moment) => unknown;

export interface Scenario {
  /** The status, or the code of the failure. */
  readonly ends: string;
  /** Answers the token request. */
  readonly token?: Strike;
  readonly storage?: Strike;
  readonly inputs?: RunOptions['inputs'];
  readonly preload?: string;
  /** The way through a proxy with a password, which only the first takes. */
  readonly proxy?: 'takes the password' | 'refuses it';
}

export interface Ended {
  readonly step: ActionRun;
  readonly secrets: readonly string[];
  /** What must stay readable. */
  readonly innocents: readonly string[];
}

export const CLIENT_ID = 'b0a3f7b0-5d4c-4c0e-9d6c-1f2e3d4c5b6a';
export const SEAL_KEY = 'a made-up key that two jobs share, 4711';
const PATH = '/reports of 2026/final page.html';
const STORAGE = 'Main Storage';
const PASSWORD = 'proxy+passw0rd/of-2026';

/** Asks for a check and for a sealed token, so that there is much to leak. */
export const FULL = { 'storage-path': PATH, 'storage-name': STORAGE, 'seal-key': SEAL_KEY };

const well: Strike = ({ response, good }) => json(response, JSON.parse(good));

/** With step debug, whose log holds all that a log without it does. */
export async function runScenario(scenario: Scenario, secret: string): Promise<Ended> {
  const { token = well, storage = well, inputs = {}, preload, proxy } = scenario;
  const issued: string[] = [];
  await using tokens = await startServer((request, response, count) => {
    issued.push(makeJwt());
    const good = JSON.stringify({ access_token: issued.at(-1), expires_in: 3600 });
    return token({ request, response, good, secret, count });
  });
  await using store = await startServer((request, response, count) => {
    const good = JSON.stringify({ exists: true, isFolder: false });
    return storage({ request, response, good, secret, count });
  });
  await using gateway = await startProxy({
    credentials: proxy === 'refuses it' ? 'other:credentials' : `user:${PASSWORD}`,
    port: Number(new URL(tokens.url).port),
  });
  const step = await run({
    inputs: {
      'client-id': CLIENT_ID,
      'client-secret': secret,
      'token-url': `${proxy === undefined ? tokens.url : 'http://made-up.example'}/connect/token`,
      'storage-url': `${store.url}/v4.0/html`,
      'allow-http': 'true',
      // A busy machine gets time for two attempts.
      'timeout-seconds': '5',
      ...inputs,
    },
    env: {
      http_proxy: `http://user:${encodeURIComponent(PASSWORD)}@${gateway.host}`,
      RUNNER_DEBUG: '1',
    },
    preload: preload === undefined ? [] : [preload],
    killAfter: 20_000,
  });
  const { 'expires-at': expiry = '', 'sealed-token': sealed = '' } = step.outputs;
  const hosts = [tokens.url, store.url].map((url) => new URL(url).host);
  const given = inputs['access-token'] ?? '';
  return {
    step,
    secrets: [
      ...[PASSWORD, encodeURIComponent(PASSWORD), SEAL_KEY],
      ...secretParts(secret),
      ...[...issued, given].flatMap(tokenParts),
    ],
    innocents: [
      ...[PATH, STORAGE, 'made-up.example', 'elsewhere.example', 'true', 'Bearer', ...hosts],
      ...[expiry, sealed].filter((text) => text !== ''),
    ],
  };
}
