import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeCredentials } from './support/credentials.ts';
import { runAction } from './support/run-action.ts';
import { startServer } from './support/server.ts';
import { service } from './support/service.ts';

const FORK = {
  pull_request: {
    head: { repo: { full_name: 'someone/fork' } },
    base: { repo: { full_name: 'org/project' } },
  },
};

describe('on-missing-credentials: skip', { concurrency: true }, () => {
  test('succeeds with one notice that says why, asks nobody, and publishes no token', async () => {
    await using server = await startServer(service());
    const run = await runAction({
      event: FORK,
      env: { GITHUB_EVENT_NAME: 'pull_request' },
      inputs: {
        'base-url': server.url,
        'on-missing-credentials': 'skip',
        'storage-path': '/a',
        'storage-list': '/',
      },
    });
    assert.equal(run.exitCode, 0);
    assert.deepEqual(run.outputs, { status: 'skipped', 'storage-gate': 'skipped' });
    assert.deepEqual(run.env, {});
    assert.equal(run.annotations.length, 1);
    assert.equal(run.annotations[0]?.level, 'notice');
    assert.match(run.annotations[0]?.message ?? '', /fork \(someone\/fork\)/);
    assert.equal(server.requests.length, 0);
  });

  test('does not skip what is there: credentials are used, and rejected ones fail', async () => {
    await using server = await startServer((_, response) => {
      response.writeHead(400).end('{"error":"invalid_client"}');
    });
    const run = await runAction({
      inputs: {
        ...makeCredentials(),
        'base-url': server.url,
        'on-missing-credentials': 'skip',
      },
    });
    assert.equal(run.exitCode, 1);
    assert.equal(run.outputs['error-code'], 'credentials-rejected');
  });

  test('does not excuse an invalid input', async () => {
    const run = await runAction({
      inputs: { 'on-missing-credentials': 'skip', 'timeout-seconds': 'soon' },
    });
    assert.equal(run.exitCode, 1);
    assert.equal(run.outputs['error-code'], 'invalid-input');
  });
});

describe('the post step', { concurrency: true }, () => {
  /** Runs the post step with what a main step really saved. */
  async function post(change: Record<string, string> = {}, extraEnv: Record<string, string> = {}) {
    await using server = await startServer(service());
    const inputs = { ...makeCredentials(), 'base-url': server.url };
    const main = await runAction({ inputs });
    const requests = server.requests.length;
    const run = await runAction({ inputs, state: { ...main.state, ...change }, env: extraEnv });
    assert.equal(server.requests.length, requests, 'the post step sends nothing');
    assert.equal(run.exitCode, 0);
    assert.equal(run.files + run.summary, '', 'the post step publishes nothing');
    return run;
  }

  test('says nothing while the token is good', async () => {
    const run = await post();
    assert.deepEqual(run.log, []);
  });

  test('says in one warning when the token expired', async () => {
    const run = await post({ asposeAuthExpiresAt: '2026-01-31T12:34:56Z' });
    assert.equal(run.log.length, 1);
    assert.equal(run.annotations.length, 1);
    assert.equal(run.annotations[0]?.level, 'warning');
    assert.match(run.annotations[0]?.message ?? '', /expired at 2026-01-31T12:34:56.*401/);
  });

  test('says nothing when no expiry is known or no token was published', async () => {
    for (const expiresAt of ['', 'nonsense']) {
      assert.deepEqual((await post({ asposeAuthExpiresAt: expiresAt })).log, []);
    }
  });

  test('a state that someone has tampered with cannot inject a command', async () => {
    const run = await post({ asposeAuthExpiresAt: '2001-01-01\n::error::x' });
    assert.deepEqual(
      run.annotations.filter(({ level }) => level === 'error'),
      [],
    );
  });

  test('runs without any of the files of the runner', async () => {
    await post(
      {},
      { GITHUB_OUTPUT: '', GITHUB_ENV: '', GITHUB_STATE: '', GITHUB_STEP_SUMMARY: '' },
    );
  });

  test('knows a main step that failed', async () => {
    const main = await runAction({ inputs: {} });
    assert.equal(main.exitCode, 1);
    const run = await runAction({ state: main.state });
    assert.equal(run.exitCode, 0);
    assert.deepEqual(run.log, []);
  });
});
