import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeJwt, OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { reply, startServer } from '../support/server.ts';

/** What a main step saves whose token lasts as long as `lifetime`, in seconds. */
async function savedBy(lifetime: number): Promise<Readonly<Record<string, string>>> {
  const inputs = { 'access-token': makeJwt(lifetime), 'min-validity-seconds': '0' };
  const { state, outputs } = await run({ inputs: { ...OFFLINE, ...inputs } });
  assert.equal(outputs.status, 'authenticated');
  return state;
}

/** The instants in a saved state, replaced. */
function expiring(state: Readonly<Record<string, string>>, instant: string) {
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => [
      name,
      /^\d{4}-\d\d-\d\dT/.test(value) ? instant : value,
    ]),
  );
}

describe('the post step', AT_ONCE, () => {
  test('says nothing while the token is good', async () => {
    const step = await run({ state: await savedBy(3600) });
    assert.equal(step.exitCode, 0);
    assert.deepEqual(step.log, []);
    assert.equal(step.files + step.summary + step.stderr, '');
  });

  test('says in one warning when the token expired, and publishes nothing', async () => {
    const state = expiring(await savedBy(3600), '2026-01-31T12:34:56Z');
    const step = await run({ state });
    assert.equal(step.exitCode, 0);
    assert.equal(step.log.length, 1);
    assert.equal(step.annotations[0]?.level, 'warning');
    assert.match(step.annotations[0]?.message ?? '', /2026-01-31T12:34:56/);
    assert.match(step.annotations[0]?.message ?? '', /401/);
    assert.equal(step.files + step.summary + step.stderr, '');
  });

  test('counts by the clock of the service', async () => {
    const headers = { date: new Date(Date.now() - 3_600_000).toUTCString() };
    const grant = reply({ access_token: 'opaque-token', expires_in: 1800 }, { headers });
    await using server = await startServer(grant);
    const main = await run({ inputs: server.inputs });
    assert.ok(Date.parse(main.outputs['expires-at'] ?? '') < Date.now());
    assert.deepEqual((await run({ state: main.state })).log, []);
  });

  for (const instant of ['', 'nonsense', '2001-01-01\n::error::x', '9'.repeat(400)]) {
    test(`does not fall for a state like ${JSON.stringify(instant.slice(0, 30))}`, async () => {
      const step = await run({ state: expiring(await savedBy(3600), instant) });
      assert.equal(step.exitCode, 0);
      assert.deepEqual(
        step.annotations.filter(({ level }) => level === 'error'),
        [],
      );
      assert.equal(step.files, '');
    });
  }

  test('does nothing after a main step that failed', async () => {
    const main = await run({ inputs: { ...OFFLINE, 'access-token': '' } });
    assert.equal(main.exitCode, 1);
    const step = await run({ state: main.state });
    assert.equal(step.exitCode, 0);
    assert.deepEqual(step.log, []);
  });

  test('runs without any of the files of the runner', async () => {
    const names = ['OUTPUT', 'ENV', 'STATE', 'STEP_SUMMARY', 'EVENT_PATH'];
    const env = Object.fromEntries(names.map((name) => [`GITHUB_${name}`, undefined]));
    const step = await run({ state: await savedBy(3600), env });
    assert.equal(step.exitCode, 0);
    assert.deepEqual(step.log, []);
  });
});
