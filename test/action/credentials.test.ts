import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { annotationsOf, assertFailed, assertWarned } from '../support/assertions.ts';
import { OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const PARAMETERS = { 'client-id': 'client_id', 'client-secret': 'client_secret' } as const;

describe('client-id and client-secret', AT_ONCE, () => {
  const VALUE = 'the-given-value';
  for (const [input, parameter] of Object.entries(PARAMETERS)) {
    for (const around of ['V\n', ' V', '\tV \r\n', 'V\u200b', '\ufeffV', ' \u200bV\u2060\n']) {
      test(`${input} loses what is around it, with a warning: ${JSON.stringify(around)}`, async () => {
        await using server = await startServer(service());
        const step = await run({
          inputs: { ...server.inputs, [input]: around.replace('V', VALUE) },
        });
        assertWarned(step, input);
        assert.doesNotMatch(step.annotations[0]?.message ?? '', new RegExp(VALUE));
        assert.equal(new URLSearchParams(server.requests[0]?.body).get(parameter), VALUE);
      });
    }

    for (const [what, value, told] of [
      ['quotes around it', '"the-given-value"', 'quote'],
      ['single quotes around it', "'the-given-value'", 'quote'],
      ['an invisible character in it', 'the-given\u200bvalue', 'U+200B'],
      ['a byte order mark in it', 'the-given\ufeffvalue', 'U+FEFF'],
      ['an expression in it', `the-given-\${VALUE}`, '${'],
    ] as const) {
      test(`${input} with ${what} is sent, with a warning`, async () => {
        await using server = await startServer(service());
        const step = await run({ inputs: { ...server.inputs, [input]: value } });
        assertWarned(step, input, told);
        assert.ok(!step.annotations[0]?.message.includes('the-given'));
        assert.equal(new URLSearchParams(server.requests[0]?.body).get(parameter), value);
      });
    }
  }

  test('are left alone with white space inside', async () => {
    await using server = await startServer(service());
    const step = await run({
      inputs: { ...server.inputs, 'client-id': 'my id', 'client-secret': 'my own secret' },
    });
    assert.deepEqual(step.annotations, []);
    const form = new URLSearchParams(server.requests[0]?.body);
    assert.equal(form.get('client_id'), 'my id');
    assert.equal(form.get('client_secret'), 'my own secret');
  });
});

describe('a placeholder', AT_ONCE, () => {
  const INPUTS = ['client-id', 'client-secret', 'access-token'];
  for (const text of ['null', 'NULL', 'undefined', 'None', 'nil', '""', '**', '***', '********']) {
    test(`is not a value: ${text}`, async () => {
      await using server = await startServer(service());
      const placeholders = Object.fromEntries(INPUTS.map((input) => [input, text]));
      const step = await run({ inputs: { ...server.inputs, ...placeholders } });
      assertFailed(step, 'invalid-input', ...INPUTS, text);
      assert.deepEqual(server.requests, []);
      assert.deepEqual(step.env, {});
    });
  }

  test('is not a token, even where credentials could get one', async () => {
    await using server = await startServer(service());
    const step = await run({ inputs: { ...server.inputs, 'access-token': 'null' } });
    assertFailed(step, 'invalid-input', 'access-token', 'null');
    assert.deepEqual(server.requests, []);
  });

  test('has neighbours that are values', async () => {
    for (const token of ['nullable', 'none-at-all', '*', '""x']) {
      const step = await run({ inputs: { ...OFFLINE, 'access-token': token } });
      assert.deepEqual(annotationsOf(step, 'error'), []);
      assert.equal(step.outputs['access-token'], token);
    }
  });
});
