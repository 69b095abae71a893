import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertWarned } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { type ActionRun, AT_ONCE, run } from '../support/run.ts';
import { reply, startServer } from '../support/server.ts';

type Body = Readonly<{ access_token: string; expires_in?: unknown }>;

const MINUTE = 60_000;

/** Asserts that the outputs tell of an expiry in `seconds`; a slow machine may have lost a few. */
function assertExpiresIn({ outputs }: ActionRun, seconds: number, now = Date.now()): void {
  const left = Number(outputs['expires-in']);
  assert.match(outputs['expires-in'] ?? '', /^\d+$/);
  assert.ok(left <= seconds && left > seconds - 50, `${left} is not about ${seconds}`);
  assert.match(outputs['expires-at'] ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const instant = Date.parse(outputs['expires-at'] ?? '');
  assert.ok(Math.abs(instant - now - seconds * 1000) < 50_000, outputs['expires-at']);
}

describe('the expiry', AT_ONCE, () => {
  /** One of each kind; the unit test of the parser has them all. */
  const KNOWN: Readonly<Record<string, { body: Body; seconds: number }>> = {
    'is expires_in when exp is later': {
      body: { access_token: makeJwt(7200), expires_in: 600 },
      seconds: 600,
    },
    'is the claim exp without expires_in': { body: { access_token: makeJwt(7200) }, seconds: 7200 },
  };
  for (const [what, { body, seconds }] of Object.entries(KNOWN)) {
    test(what, async () => {
      await using server = await startServer(reply(body));
      const step = await run({ inputs: server.inputs });
      assertAuthenticated(step, body.access_token);
      assertExpiresIn(step, seconds);
    });
  }

  test('is unknown for an opaque token without expires_in', async () => {
    await using server = await startServer(reply({ access_token: 'opaque-token' }));
    const step = await run({ inputs: server.inputs });
    assertAuthenticated(step, 'opaque-token');
    assert.equal(step.outputs['expires-in'] ?? '', '');
    assert.equal(step.outputs['expires-at'] ?? '', '');
  });

  test('of a token that is born expired is now, with a warning', async () => {
    const body = { access_token: 'opaque-token', expires_in: -5 };
    await using server = await startServer(reply(body));
    const step = await run({ inputs: server.inputs });
    assertWarned(step, 'expired');
    assert.equal(step.outputs['access-token'], 'opaque-token');
    assert.equal(step.outputs['expires-in'], '0');
  });

  for (const minutes of [-17, 17]) {
    test(`counts by the clock of the service, ${minutes} minutes from ours, with one warning`, async () => {
      const theirs = Date.now() + minutes * MINUTE;
      const token = makeJwt(600 + minutes * 60);
      const date = new Date(theirs).toUTCString();
      await using server = await startServer(
        reply({ access_token: token, expires_in: 600 }, { headers: { date } }),
      );
      const step = await run({ inputs: server.inputs });
      assertWarned(step, /clock/, /17 minutes|minutes/);
      assertExpiresIn(step, 600, theirs);
    });
  }

  test('counts by our clock when the service sends no valid Date', async () => {
    await using server = await startServer(
      reply({ access_token: 'opaque-token', expires_in: 600 }, { headers: { date: 'today' } }),
    );
    const step = await run({ inputs: server.inputs });
    assertAuthenticated(step, 'opaque-token');
    assertExpiresIn(step, 600);
  });
});
