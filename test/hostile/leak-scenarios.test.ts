/** Ways to end, with each kind of secret by turns: no secret may be left, nothing innocent may be masked. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeJwt } from '../support/credentials.ts';
import { assertNoLeak } from '../support/leak-oracle.ts';
import { json } from '../support/server.ts';
import { FULL, runScenario, type Scenario } from './leak-run.ts';
import { shapesOf } from './secrets.ts';

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'a success': { inputs: FULL, ends: 'authenticated' },
  'a failed gate': {
    storage: ({ response }) => json(response, { exists: false }),
    inputs: FULL,
    ends: 'storage-gate-failed',
  },
  'a skip': {
    inputs: { 'client-id': '', 'on-missing-credentials': 'skip', ...FULL },
    ends: 'skipped',
  },
  'missing credentials': { inputs: { 'client-id': '' }, ends: 'missing-credentials' },
  'an input that is refused': { inputs: { 'env-name': 'PATH', ...FULL }, ends: 'invalid-input' },
  'a given token': { inputs: { 'access-token': makeJwt(), ...FULL }, ends: 'authenticated' },
  'a given token that is too old': {
    inputs: { 'access-token': makeJwt(-10), ...FULL },
    ends: 'authenticated',
  },
  'a renewal': {
    storage: ({ response, good, count }) =>
      count === 0 ? response.writeHead(401).end() : json(response, JSON.parse(good)),
    inputs: FULL,
    ends: 'authenticated',
  },
  'a token told back by the storage': {
    storage: ({ request, response }) =>
      json(response, { error: request.headers.authorization }, { status: 403 }),
    inputs: FULL,
    ends: 'storage-denied',
  },
  'a proxy that takes the password': { proxy: 'takes the password', ends: 'authenticated' },
  'a proxy that refuses the password': { proxy: 'refuses it', ends: 'server-error' },
  'a redirect with the secret in its address': {
    token: ({ request, response, secret }) => {
      const location = `https://elsewhere.example/${encodeURIComponent(secret)}?${request.body}`;
      response.writeHead(302, { location }).end();
    },
    ends: 'unexpected-redirect',
  },
  'a redirect to a host named like the secret': {
    token: ({ response, secret }) => {
      const location = `https://${hostName(secret)}.elsewhere.example/`;
      response.writeHead(302, { location }).end();
    },
    ends: 'unexpected-redirect',
  },
  'a bug that tells the secret': {
    preload: throwing(`process.env['INPUT_CLIENT-SECRET']`),
    ends: 'internal-error',
  },
  'a bug that tells a part of the secret': {
    preload: throwing(`process.env['INPUT_CLIENT-SECRET'].slice(0, 20)`),
    ends: 'internal-error',
  },
};

describe('no secret is left of', { concurrency: 8 }, () => {
  for (const [index, [what, scenario]] of Object.entries(SCENARIOS).entries()) {
    for (const [shape, secret] of shapesOf(index)) {
      test(`${what}, with a secret ${shape}`, () => check(scenario, secret));
    }
  }
});

async function check(scenario: Scenario, secret: string): Promise<void> {
  const { step, secrets, innocents } = await runScenario(scenario, secret);
  assertNoLeak(step, secrets, innocents);
  assert.equal(step.outputs['error-code'] || step.outputs.status, scenario.ends);
}

/** As much of `secret` as can be the name of a host. */
function hostName(secret: string): string {
  const names = secret.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return names.reduce((longest, name) => (name.length > longest.length ? name : longest));
}

/** Code to load before the action, by which every request throws an error that tells `what`. */
function throwing(what: string): string {
  const source = `
    import http from 'node:http';
    http.request = () => { throw new Error('A bug, with ' + ${what}); };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
