import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed, assertGate } from '../support/assertions.ts';
import { makeJwt, OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const SKIP = { 'on-missing-credentials': 'skip' };
const NOWHERE = { ...OFFLINE, 'access-token': '' };

const base = { repo: { full_name: 'org/site' } };
const fork = { head: { repo: { full_name: 'stranger/site' } }, base };
const branch = { head: base, base };

describe('missing credentials', AT_ONCE, () => {
  const COMBINATIONS: Readonly<Record<string, { inputs: Record<string, string>; told: RegExp }>> = {
    both: { inputs: {}, told: /client-id and client-secret are empty/ },
    'the id': {
      inputs: { 'client-secret': 'made-up-secret' },
      told: /^(?!.*client-secret (is|are)).*\bclient-id is empty/,
    },
    'the secret': {
      inputs: { 'client-id': 'made-up-id' },
      told: /^(?!.*client-id (is|are)).*\bclient-secret is empty/,
    },
    'a secret of white space': {
      inputs: { 'client-id': 'made-up-id', 'client-secret': ' \n\t' },
      told: /\bclient-secret is empty/,
    },
    'a secret of invisible characters': {
      inputs: { 'client-id': 'made-up-id', 'client-secret': '\ufeff\u200b' },
      told: /\bclient-secret is empty/,
    },
  };
  for (const [what, { inputs, told }] of Object.entries(COMBINATIONS)) {
    test(`are named: ${what}`, async () => {
      const step = await run({ inputs: { ...NOWHERE, ...inputs } });
      assertFailed(step, 'missing-credentials', told);
      assertGate(step, 'skipped');
    });
  }

  const generic = /^(?!.*(fork|Dependabot)).*missp/s;
  const EVENTS: Readonly<Record<string, { name: string; event: unknown; told: RegExp }>> = {
    'a pull request from a fork': {
      name: 'pull_request',
      event: { pull_request: fork, sender: { login: 'stranger' } },
      told: /^(?!.*Dependabot).*\bfork\b.*on-missing-credentials/s,
    },
    'a pull request from a fork that was deleted': {
      name: 'pull_request',
      event: { pull_request: { head: { repo: null }, base }, sender: { login: 'ghost' } },
      told: /^(?!.*Dependabot).*\bfork\b.*on-missing-credentials/s,
    },
    'a pull request by Dependabot': {
      name: 'pull_request',
      event: { pull_request: branch, sender: { login: 'dependabot[bot]' } },
      told: /^(?!.*fork).*Dependabot/,
    },
    'a push by Dependabot': {
      name: 'push',
      event: { sender: { login: 'dependabot[bot]' } },
      told: /^(?!.*fork).*Dependabot/,
    },
    'a pull request from a branch': {
      name: 'pull_request',
      event: { pull_request: branch, sender: { login: 'member' } },
      told: generic,
    },
    'pull_request_target, which has the secrets': {
      name: 'pull_request_target',
      event: { pull_request: fork, sender: { login: 'stranger' } },
      told: generic,
    },
    'a push': { name: 'push', event: { ref: 'refs/heads/main' }, told: generic },
    'an event that is no object': { name: 'push', event: 'push', told: generic },
  };
  for (const [what, { name, event, told }] of Object.entries(EVENTS)) {
    test(`are explained by ${what}`, async () => {
      const step = await run({ inputs: NOWHERE, event, env: { GITHUB_EVENT_NAME: name } });
      assertFailed(step, 'missing-credentials', told);
    });
  }

  test('are explained without an event file', async () => {
    const step = await run({ inputs: NOWHERE, env: { GITHUB_EVENT_PATH: '/nowhere/event.json' } });
    assertFailed(step, 'missing-credentials', generic);
  });

  test('are explained by an input that was written as client_id', async () => {
    const step = await run({ inputs: NOWHERE, env: { INPUT_CLIENT_ID: 'made-up-id' } });
    assertFailed(step, 'missing-credentials', 'client_id', 'client-id');
  });

  test('leave the gate unknown when a check was asked for', async () => {
    const step = await run({ inputs: { ...NOWHERE, 'storage-path': '/a' } });
    assertFailed(step, 'missing-credentials');
    assertGate(step, 'unknown');
  });
});

describe('on-missing-credentials: skip', AT_ONCE, () => {
  const WITHOUT: readonly Record<string, string>[] = [
    {},
    { 'storage-path': '/a', 'storage-list': '/' },
    { 'client-id': 'an-id-alone' },
  ];
  for (const inputs of WITHOUT) {
    test(`succeeds with one notice and without a token, with ${JSON.stringify(inputs)}`, async () => {
      await using server = await startServer(service());
      const step = await run({
        inputs: { 'base-url': server.url, ...SKIP, ...inputs },
        event: { pull_request: fork },
        env: { GITHUB_EVENT_NAME: 'pull_request' },
      });
      assert.equal(step.exitCode, 0);
      assert.equal(step.outputs.status, 'skipped');
      assert.equal(step.outputs['access-token'] ?? '', '');
      assert.equal(step.outputs['error-code'] ?? '', '');
      assertGate(step, 'skipped');
      assert.deepEqual(step.env, {});
      assert.deepEqual(server.requests, []);
      const [notice, ...others] = step.annotations;
      assert.deepEqual([notice?.level, others], ['notice', []]);
      assert.match(notice?.message ?? '', /fork.*stranger\/site|stranger\/site.*fork/s);
    });
  }

  test('explains Dependabot in its notice', async () => {
    const event = { sender: { login: 'dependabot[bot]' } };
    const step = await run({ inputs: { ...NOWHERE, ...SKIP }, event });
    assert.equal(step.outputs.status, 'skipped');
    assert.match(step.annotations[0]?.message ?? '', /Dependabot/);
  });

  test('uses credentials that are there', async () => {
    const token = makeJwt();
    await using server = await startServer(service({ token }));
    assertAuthenticated(await run({ inputs: { ...server.inputs, ...SKIP } }), token);
  });

  test('does not excuse credentials that are rejected', async () => {
    await using server = await startServer(reply({ error: 'invalid_client' }, { status: 400 }));
    assertFailed(await run({ inputs: { ...server.inputs, ...SKIP } }), 'credentials-rejected');
  });

  test('does not excuse a bad input', async () => {
    const step = await run({ inputs: { ...NOWHERE, ...SKIP, 'timeout-seconds': 'soon' } });
    assertFailed(step, 'invalid-input', 'timeout-seconds');
  });
});
