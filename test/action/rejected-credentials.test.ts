import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { assertFailed } from '../support/assertions.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { reply, startServer } from '../support/server.ts';

/** A service that rejects every token request. */
const rejection = (body: unknown, status = 400) => startServer(reply(body, { status }));

describe('rejected credentials', AT_ONCE, () => {
  for (const status of [400, 401, 403]) {
    test(`are sent once (${status}), and the hint says what to do`, async () => {
      await using server = await rejection({ error: 'invalid_client' }, status);
      const step = await run({ inputs: server.inputs });
      const host = new URL(server.url).host;
      assertFailed(step, 'credentials-rejected', host, `HTTP ${status}`, 'invalid_client');
      assertFailed(step, 'credentials-rejected', /dashboard/, /\bnew\b/i, /not known|unknown/);
      assert.equal(server.requests.length, 1);
    });
  }

  for (const body of ['', '<h1>Bad Request</h1>', '["invalid_client"]', '{"error":["a"]}']) {
    test(`without an OAuth error may come from a gateway: ${body || 'no body'}`, async () => {
      await using server = await rejection(body);
      const step = await run({ inputs: server.inputs });
      assertFailed(step, 'credentials-rejected', '(HTTP 400)', 'gateway');
      assert.equal(server.requests.length, 1);
    });
  }

  test('with an OAuth error do not come from a gateway, and do not look swapped', async () => {
    await using server = await rejection({ error: 'invalid_client' });
    const step = await run({ inputs: server.inputs });
    assert.doesNotMatch(step.annotations[0]?.message ?? '', /gateway|swapped/);
  });

  for (const [what, id, secret] of [
    ['two UUIDs', randomUUID(), randomUUID()],
    ['no UUID', 'made-up-id', `${randomUUID()}-and-more`],
    ['of words in quotes', 'made-up-id', 'a secret of "mine"'],
  ] as const) {
    test(`that are ${what} look neither swapped nor quoted`, async () => {
      await using server = await rejection({ error: 'invalid_client' });
      const credentials = { 'client-id': id, 'client-secret': secret };
      const step = await run({ inputs: { ...server.inputs, ...credentials } });
      assertFailed(step, 'credentials-rejected');
      assert.doesNotMatch(step.annotations[0]?.message ?? '', /swapped|quotes/);
    });
  }

  test('that are in quotes or not replaced are said to be', async () => {
    for (const secret of ['"made-up-secret"', `\${SECRET}`]) {
      await using server = await rejection({ error: 'invalid_client' });
      const step = await run({ inputs: { ...server.inputs, 'client-secret': secret } });
      assertFailed(step, 'credentials-rejected', 'is in quotes or contains "${"');
    }
  });

  test('that look swapped are said to', async () => {
    await using server = await rejection({ error: 'invalid_client' });
    const { 'client-id': id, 'client-secret': secret } = server.inputs;
    const step = await run({
      inputs: { ...server.inputs, 'client-id': secret, 'client-secret': id },
    });
    assertFailed(step, 'credentials-rejected', 'swapped');
    const message = step.annotations[0]?.message ?? '';
    assert.ok(!message.includes(id) && !message.includes(secret));
  });
});

describe('what the server says of a rejection', AT_ONCE, () => {
  /** The unit test of the token request has every kind of text. */
  test('is shown when it is short and plain', async () => {
    const description = 'Unknown client; ask "Bob" \\ or <him>';
    await using server = await rejection({ error: 'made_up', error_description: description });
    const step = await run({ inputs: server.inputs });
    assertFailed(step, 'credentials-rejected', `made_up: ${description}`);
  });

  test('is not shown when it has several lines', async () => {
    const description = 'MARK\n::set-output name=access-token::stolen';
    await using server = await rejection({ error: 'made_up', error_description: description });
    const step = await run({ inputs: server.inputs });
    assertFailed(step, 'credentials-rejected', 'HTTP 400', 'made_up');
    assert.doesNotMatch(step.log.join(''), /MARK|set-output|stolen|\p{Cc}/u);
  });

  test('is not shown when it holds eight characters of the secret', async () => {
    const secret = 'Tr0ub4dor+and%three';
    const echo = secret.slice(3, 11);
    const description = `no client has ${echo} as secret`;
    await using server = await rejection({ error: 'made_up', error_description: description });
    const step = await run({ inputs: { ...server.inputs, 'client-secret': secret } });
    assertFailed(step, 'credentials-rejected', 'made_up');
    const readable = step.log.filter((line) => !line.startsWith('::add-mask::')).join('\n');
    assert.ok(!readable.includes(echo), readable);
  });

  test('is shown of any response of the token endpoint', async () => {
    await using server = await rejection({ error: 'unsupported_grant_type' }, 418);
    const step = await run({ inputs: server.inputs });
    assertFailed(step, 'server-error', 'HTTP 418', 'unsupported_grant_type');
    assertFailed(step, 'server-error', 'The token request failed: POST ');
  });
});
