import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed } from '../support/assertions.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const locked = (retryAfter: string) =>
  reply({ error: 'locked' }, { status: 429, headers: { 'retry-after': retryAfter } });

describe('locked credentials', AT_ONCE, () => {
  const IN_TEN_MINUTES = {
    'in seconds': () => '600',
    'as a date': () => new Date(Date.now() + 600_000).toUTCString(),
  };
  for (const [form, retryAfter] of Object.entries(IN_TEN_MINUTES)) {
    test(`end the step at once and say how long, with Retry-After ${form}`, async () => {
      await using server = await startServer(locked(retryAfter()));
      const step = await run({ inputs: server.inputs });
      const host = new URL(server.url).host;
      assertFailed(step, 'credentials-locked', host, /10 minutes|9 minutes/, /new .*secret/i);
      assert.equal(server.requests.length, 1);
    });
  }

  test('without an end in sight are told in words that mean something', async () => {
    await using server = await startServer(locked('9'.repeat(400)));
    const step = await run({ inputs: server.inputs });
    assertFailed(step, 'credentials-locked');
    assert.doesNotMatch(step.annotations[0]?.message ?? '', /Infinity|NaN|9{20}/);
    assert.equal(server.requests.length, 1);
  });

  test('are not what a busy token endpoint means', async () => {
    for (const headers of [{}, { 'retry-after': '0' }]) {
      await using server = await startServer(reply({}, { status: 429, headers }));
      const step = await run({ inputs: { ...server.inputs, 'timeout-seconds': '1' } });
      assertFailed(step, 'server-error', 'HTTP 429');
      assert.ok(server.requests.length > 1);
    }
  });

  test('are not what a busy storage means', async () => {
    await using server = await startServer(
      service({ routes: { 'storage/exists': locked('600') } }),
    );
    const step = await run({ inputs: { ...server.inputs, 'storage-path': '/a' } });
    assertFailed(step, 'server-error', 'HTTP 429', '10 minutes');
    assert.doesNotMatch(step.annotations[0]?.message ?? '', /storage-wait-seconds/);
    assert.equal(server.to('/storage/exists').length, 1);
  });
});
