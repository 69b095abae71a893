import assert from 'node:assert/strict';
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
      assertFailed(step, 'credentials-rejected', 'HTTP 400', 'gateway');
      assert.equal(server.requests.length, 1);
    });
  }

  test('with an OAuth error do not come from a gateway, and do not look swapped', async () => {
    await using server = await rejection({ error: 'invalid_client' });
    const step = await run({ inputs: server.inputs });
    assert.doesNotMatch(step.annotations[0]?.message ?? '', /gateway|swapped/);
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
  const SHOWN = {
    'a description': 'Unknown client; ask "Bob" \\ or <him>',
    'a description of 200 characters': 'word '.repeat(40).trim().padEnd(200, 'd'),
    'a description with a percent sign and colons': '100 %25 sure:: no',
    'a word of 20 characters': `the ${'w'.repeat(20)}`,
  };
  for (const [what, description] of Object.entries(SHOWN)) {
    test(`is shown: ${what}`, async () => {
      await using server = await rejection({ error: 'made_up', error_description: description });
      const step = await run({ inputs: server.inputs });
      assertFailed(step, 'credentials-rejected', 'made_up', description);
    });
  }

  const HIDDEN = {
    'over 200 characters': `MARK${' d'.repeat(100)}`,
    'not ASCII': 'MARK für dich',
    'several lines': 'MARK\n::set-output name=access-token::stolen',
    'a carriage return': 'MARK\r::set-output name=access-token::stolen',
    'a tab': 'MARK\tx',
    'an escape sequence': 'MARK\u001b[2J',
    'a DEL': 'MARK\u007f',
    'a word over 20 characters': `MARK${'x'.repeat(17)}`,
    'no string': { text: 'MARK' },
  };
  for (const [what, description] of Object.entries(HIDDEN)) {
    test(`is not shown when the description is or holds ${what}`, async () => {
      await using server = await rejection({ error: 'made_up', error_description: description });
      const step = await run({ inputs: server.inputs });
      assertFailed(step, 'credentials-rejected', 'HTTP 400', 'made_up');
      assert.doesNotMatch(step.log.join(''), /MARK|set-output|stolen|\p{Cc}/u);
    });
  }

  for (const error of ['MARK"', 'MARK\\', 'MARK\n::error::x', 'MARKü', `MARK${'x'.repeat(500)}`]) {
    test(`is not shown when the error is illegal: ${JSON.stringify(error.slice(0, 20))}`, async () => {
      await using server = await rejection({ error, error_description: 'Try harder.' });
      const step = await run({ inputs: server.inputs });
      assertFailed(step, 'credentials-rejected', 'HTTP 400');
      assert.doesNotMatch(step.log.join('\n'), /MARK/);
    });
  }

  const secret = 'Tr0ub4dor+and%three';
  const ECHOES = {
    'the secret': secret,
    'eight characters of the secret': secret.slice(3, 11),
  };
  for (const [what, echo] of Object.entries(ECHOES)) {
    test(`is not shown when it holds ${what}`, async () => {
      const description = `no client has ${echo} as secret`;
      await using server = await rejection({ error: 'made_up', error_description: description });
      const step = await run({ inputs: { ...server.inputs, 'client-secret': secret } });
      assertFailed(step, 'credentials-rejected', 'made_up');
      const readable = step.log.filter((line) => !line.startsWith('::add-mask::')).join('\n');
      assert.ok(!readable.includes(echo), readable);
    });
  }

  test('is shown of any response of the token endpoint', async () => {
    await using server = await rejection({ error: 'unsupported_grant_type' }, 418);
    const step = await run({ inputs: server.inputs });
    assertFailed(step, 'server-error', 'HTTP 418', 'unsupported_grant_type');
  });
});
