import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { annotationsOf, assertFailed } from '../support/assertions.ts';
import { OFFLINE } from '../support/credentials.ts';
import { type ActionRun, AT_ONCE, run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

/** Asserts that the step succeeded with one warning for each of `inputs`, none of which shows the value. */
function assertWarnings({ exitCode, annotations }: ActionRun, ...inputs: readonly string[]): void {
  assert.equal(exitCode, 0);
  assert.deepEqual(
    annotations.map(({ level, message }) => [
      level,
      inputs.find((input) => message.includes(input)),
    ]),
    inputs.map((input) => ['warning', input]),
  );
  assert.doesNotMatch(annotations.map(({ message }) => message).join(), /the-given/);
}

describe('client-id and client-secret', AT_ONCE, () => {
  const VALUE = 'the-given-value';
  for (const around of ['V\n', '\ufeffV', ' \u200bV\u2060\n']) {
    test(`lose what is around them, with a warning: ${JSON.stringify(around)}`, async () => {
      await using server = await startServer(service());
      const given = around.replace('V', VALUE);
      const step = await run({
        inputs: { ...server.inputs, 'client-id': given, 'client-secret': given },
      });
      assertWarnings(step, 'client-id', 'client-secret');
      const form = new URLSearchParams(server.requests[0]?.body);
      assert.deepEqual([form.get('client_id'), form.get('client_secret')], [VALUE, VALUE]);
    });
  }

  for (const [what, value, told] of [
    ['quotes around them', '"the-given-value"', /quote/],
    ['single quotes around them', "'the-given-value'", /quote/],
    ['an invisible character in them', 'the-given\u200bvalue', /U\+200B/],
    ['a byte order mark in them', 'the-given\ufeffvalue', /U\+FEFF/],
    ['an expression in them', `the-given-\${VALUE}`, /\$\{/],
  ] as const) {
    test(`are sent with ${what}, with a warning`, async () => {
      await using server = await startServer(service());
      const step = await run({
        inputs: { ...server.inputs, 'client-id': value, 'client-secret': value },
      });
      assertWarnings(step, 'client-id', 'client-secret');
      assert.match(step.annotations[0]?.message ?? '', told);
      const form = new URLSearchParams(server.requests[0]?.body);
      assert.deepEqual([form.get('client_id'), form.get('client_secret')], [value, value]);
    });
  }

  for (const [id, secret] of [
    ['my id', 'my own secret'],
    ['"my" id', 'secret of "mine"'],
  ] as const) {
    test(`are left alone with white space and quotes inside: ${id}, ${secret}`, async () => {
      await using server = await startServer(service());
      const credentials = { 'client-id': id, 'client-secret': secret };
      const step = await run({ inputs: { ...server.inputs, ...credentials } });
      assert.deepEqual(step.annotations, []);
      const form = new URLSearchParams(server.requests[0]?.body);
      assert.deepEqual([form.get('client_id'), form.get('client_secret')], [id, secret]);
    });
  }
});

describe('a placeholder', AT_ONCE, () => {
  const INPUTS = ['client-id', 'client-secret', 'access-token'];
  /** The unit test of the rule has them all. */
  for (const text of ['null', '""', '***']) {
    test(`is not a value: ${text}`, async () => {
      await using server = await startServer(service());
      const placeholders = Object.fromEntries(INPUTS.map((input) => [input, text]));
      const step = await run({ inputs: { ...server.inputs, ...placeholders } });
      assertFailed(step, 'invalid-input', ...INPUTS, text);
      assert.deepEqual(server.requests, []);
      assert.deepEqual(step.env, {});
    });
  }

  test('is not masked', async () => {
    const stars = '*'.repeat(40);
    const inputs = { 'client-secret': stars, 'access-token': stars, 'seal-key': stars };
    const step = await run({ inputs: { ...OFFLINE, ...inputs } });
    assertFailed(step, 'invalid-input', ...Object.keys(inputs));
    assert.deepEqual(step.masks, []);
  });

  test('is not a token, even where credentials could get one', async () => {
    await using server = await startServer(service());
    const step = await run({ inputs: { ...server.inputs, 'access-token': 'null' } });
    assertFailed(step, 'invalid-input', 'access-token', 'null');
    assert.deepEqual(server.requests, []);
  });

  test('has neighbours that are values', async () => {
    const step = await run({ inputs: { ...OFFLINE, 'access-token': 'nullable' } });
    assert.deepEqual(annotationsOf(step, 'error'), []);
    assert.equal(step.outputs['access-token'], 'nullable');
  });
});
