import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed, assertGate } from '../support/assertions.ts';
import { makeJwt, OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { inTurn, reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const KEY = randomBytes(32).toString('hex');
const WITHOUT_TOKEN = { ...OFFLINE, 'access-token': '' };

/** The output of a job that seals `token`. */
async function seal(token: string, lifetime = '0'): Promise<string> {
  const inputs = { 'access-token': token, 'seal-key': KEY, 'min-validity-seconds': lifetime };
  const { outputs } = await run({ inputs: { ...OFFLINE, ...inputs } });
  return outputs['sealed-token'] ?? '';
}

describe('a sealed token', AT_ONCE, () => {
  const sealedOnce = seal('opaque-token');

  for (const [what, token] of Object.entries({
    'a JWT': makeJwt(),
    'an opaque one': 'opaque-token',
  })) {
    test(`stands for the token in it: ${what}`, async () => {
      const sealed = await seal(token);
      assert.match(sealed, /^asv1\.[\w-]+$/);
      const step = await run({
        inputs: { ...WITHOUT_TOKEN, 'sealed-token': sealed, 'seal-key': KEY },
      });
      assertAuthenticated(step, token);
      assert.match(step.outputs['sealed-token'] ?? '', /^asv1\.[\w-]+$/);
      assert.ok(step.masks.includes(KEY) && step.masks.includes(token));
      assert.ok(!step.masks.includes(sealed), 'a masked output would be dropped');
    });
  }

  test('is another text each time', async () => {
    assert.notEqual(await seal('opaque-token'), await sealedOnce);
  });

  test('carries the expiry that only the response told', async () => {
    const grant = reply({ access_token: 'opaque-token', expires_in: 600 });
    await using server = await startServer(grant);
    const first = await run({ inputs: { ...server.inputs, 'seal-key': KEY } });
    const second = await run({
      inputs: {
        ...WITHOUT_TOKEN,
        'sealed-token': first.outputs['sealed-token'] ?? '',
        'seal-key': KEY,
      },
    });
    assertAuthenticated(second, 'opaque-token');
    assert.equal(second.outputs['expires-at'], first.outputs['expires-at']);
  });

  const ELSEWHERE: Readonly<Record<string, { key?: string; env?: Record<string, string> }>> = {
    'with another key': { key: randomBytes(32).toString('hex') },
    'in another run': { env: { GITHUB_RUN_ID: '1234567891' } },
    'in another repository': { env: { GITHUB_REPOSITORY: 'org/other' } },
  };
  for (const [where, { key = KEY, env = {} }] of Object.entries(ELSEWHERE)) {
    test(`does not open ${where}, and credentials do not help`, async () => {
      await using server = await startServer(service());
      const inputs = { 'sealed-token': await sealedOnce, 'seal-key': key };
      const step = await run({ inputs: { ...server.inputs, ...inputs }, env });
      assertFailed(step, 'sealed-token-rejected', /key/, /run/, /repository/);
      assert.deepEqual(server.requests, []);
      assert.deepEqual(step.env, {});
    });
  }

  /** The unit test has every bit, every length and other spellings of the same text. */
  const DAMAGE: Readonly<Record<string, (sealed: string) => string>> = {
    'a character changed': (sealed) =>
      sealed.replace(/.(?=.{20}$)/, (c) => (c === 'A' ? 'B' : 'A')),
    'no sealed token at all': () => 'opaque-token',
  };
  for (const [what, damage] of Object.entries(DAMAGE)) {
    test(`does not open with ${what}`, async () => {
      const inputs = { 'sealed-token': damage(await sealedOnce), 'seal-key': KEY };
      const step = await run({ inputs: { ...WITHOUT_TOKEN, ...inputs } });
      assertFailed(step, 'sealed-token-rejected');
      assert.deepEqual(step.env, {});
    });
  }

  test('that is empty counts as not given', async () => {
    const token = makeJwt();
    await using server = await startServer(service({ token }));
    const inputs = { 'sealed-token': '', 'seal-key': KEY };
    assertAuthenticated(await run({ inputs: { ...server.inputs, ...inputs } }), token);
  });

  test('that has expired is token-expired and says to re-run all jobs', async () => {
    const token = makeJwt(20);
    const inputs = { 'sealed-token': await seal(token), 'seal-key': KEY };
    const step = await run({ inputs: { ...WITHOUT_TOKEN, ...inputs } });
    assertFailed(step, 'token-expired', /all jobs/, 'min-validity-seconds');
    assert.ok(step.masks.includes(token), 'it was opened, so it has to be masked');
  });

  test('that has expired gives way to a new token where there are credentials', async () => {
    const token = makeJwt();
    await using server = await startServer(service({ token }));
    const inputs = { 'sealed-token': await seal(makeJwt(20)), 'seal-key': KEY };
    assertAuthenticated(await run({ inputs: { ...server.inputs, ...inputs } }), token);
  });

  test('follows a token that was renewed', async () => {
    const [first, second] = [makeJwt(), makeJwt()];
    const routes = {
      'connect/token': inTurn(reply({ access_token: first }), reply({ access_token: second })),
      'storage/exists': inTurn(reply({}, { status: 401 }), reply({ exists: true })),
    };
    await using server = await startServer(service({ routes }));
    const inputs = { 'seal-key': KEY, 'storage-path': '/a' };
    const main = await run({ inputs: { ...server.inputs, ...inputs } });
    assertGate(main, 'passed', true);
    const sealed = main.outputs['sealed-token'] ?? '';
    const next = await run({
      inputs: { ...WITHOUT_TOKEN, 'sealed-token': sealed, 'seal-key': KEY },
    });
    assertAuthenticated(next, second);
  });
});

describe('the inputs of a sealed token', AT_ONCE, () => {
  const ROWS: Readonly<Record<string, { inputs: Record<string, string>; told: string }>> = {
    'a sealed token without a key': { inputs: { 'sealed-token': 'asv1.AAAA' }, told: 'seal-key' },
    'a key of 31 characters': { inputs: { 'seal-key': 'k'.repeat(31) }, told: 'seal-key' },
    'a placeholder for a key': { inputs: { 'seal-key': '*'.repeat(40) }, told: 'seal-key' },
    'a placeholder for a sealed token': {
      inputs: { 'sealed-token': 'null', 'seal-key': KEY },
      told: 'sealed-token',
    },
    'a sealed token beside a token': {
      inputs: { 'access-token': 'opaque-token', 'sealed-token': 'asv1.AAAA', 'seal-key': KEY },
      told: 'access-token',
    },
  };
  for (const [what, { inputs, told }] of Object.entries(ROWS)) {
    test(`are refused: ${what}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, 'access-token': '', ...inputs } });
      assertFailed(step, 'invalid-input', told);
      assert.ok(!step.annotations[0]?.message.includes(KEY));
    });
  }

  test('are refused where the runner tells no run id', async () => {
    const inputs = { ...OFFLINE, 'seal-key': KEY };
    const step = await run({ inputs, env: { GITHUB_RUN_ID: undefined } });
    assertFailed(step, 'invalid-input', 'seal-key');
  });

  test('without a key nothing is sealed', async () => {
    const { outputs } = await run({ inputs: OFFLINE });
    assert.equal(outputs['sealed-token'] ?? '', '');
  });
});
