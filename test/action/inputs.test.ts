import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { annotationsOf, assertFailed } from '../support/assertions.ts';
import { OFFLINE } from '../support/credentials.ts';
import { type ActionRun, AT_ONCE, metadata, run } from '../support/run.ts';

/** Every one of `inputs` with the same value. */
function all(inputs: readonly string[], value: string): Record<string, string> {
  return Object.fromEntries(inputs.map((input) => [input, value]));
}

/** Asserts that the step was refused before it did anything, with a line for each input. */
function assertRefused(step: ActionRun, lines: Readonly<Record<string, RegExp>>): void {
  assertFailed(step, 'invalid-input');
  const told = step.annotations[0]?.message.split('\n') ?? [];
  for (const [input, text] of Object.entries(lines)) {
    assert.match(told.find((line) => line.includes(input)) ?? `no line on ${input}`, text);
  }
  assert.deepEqual(step.env, {});
  assert.equal(step.outputs['access-token'] ?? '', '');
}

/** The unit tests of booleans and numbers have every kind of value. */
describe('a boolean', AT_ONCE, () => {
  const BOOLEANS = ['allow-http', 'export-env', 'job-summary', 'storage-required'];
  for (const [spelling, isTrue] of [
    ['True', true],
    ['FALSE', false],
  ] as const) {
    test(`may be ${spelling}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, ...all(BOOLEANS, spelling) } });
      assert.equal(step.exitCode, 0);
      assert.equal('ASPOSE_ACCESS_TOKEN' in step.env, isTrue);
      assert.equal(step.summary !== '', isTrue);
    });
  }

  for (const value of ['yes', 'tRUE']) {
    test(`is not ${value}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, ...all(BOOLEANS, value) } });
      const told = new RegExp(`true or false.*"${value}"|"${value}".*true or false`);
      assertRefused(step, Object.fromEntries(BOOLEANS.map((input) => [input, told])));
    });
  }
});

describe('a number of seconds', AT_ONCE, () => {
  const SECONDS = ['min-validity-seconds', 'storage-wait-seconds', 'timeout-seconds'];
  for (const value of ['1', '86400', '']) {
    test(`may be ${value === '' ? 'empty' : value}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, ...all(SECONDS, value) } });
      assert.deepEqual(step.annotations, []);
    });
  }

  for (const value of ['86401', '60s']) {
    test(`is not ${value}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, ...all(SECONDS, value) } });
      const told = new RegExp(`86400.*"${value}"|"${value}".*86400`);
      assertRefused(step, Object.fromEntries(SECONDS.map((input) => [input, told])));
    });
  }

  test('may be 0, but not where it is a budget', async () => {
    const step = await run({ inputs: { ...OFFLINE, ...all(SECONDS, '0') } });
    assertRefused(step, { 'timeout-seconds': /\b1\b.*86400/ });
    assert.doesNotMatch(step.annotations[0]?.message ?? '', /min-validity|storage-wait/);
  });
});

describe('a choice', AT_ONCE, () => {
  test('is one of its words, in their case', async () => {
    const choices = { 'on-missing-credentials': 'SKIP', 'storage-expect': 'present' };
    const step = await run({ inputs: { ...OFFLINE, 'storage-path': '/a', ...choices } });
    assertRefused(step, {
      'on-missing-credentials': /\bfail\b.*\bskip\b.*"SKIP"/,
      'storage-expect': /\bexists\b.*\babsent\b.*\bfile\b.*\bfolder\b.*"present"/,
    });
  });
});

describe('an empty input', AT_ONCE, () => {
  const NEVER_EMPTY = [
    'storage-path',
    'storage-expect',
    'storage-max-age-seconds',
    'storage-min-bytes',
  ];
  const EMPTY = all(
    Object.keys(metadata.inputs).filter((input) => !NEVER_EMPTY.includes(input)),
    '',
  );

  test('means its default', async () => {
    const step = await run({ inputs: { ...EMPTY, 'access-token': 'a-token-of-nobody' } });
    assert.deepEqual(step.annotations, []);
    assert.deepEqual(step.env, { ASPOSE_ACCESS_TOKEN: 'a-token-of-nobody' });
    assert.equal(step.outputs['storage-gate'], 'skipped');
    assert.notEqual(step.summary, '');
  });

  test('may be white space', async () => {
    const inputs = { ...OFFLINE, 'token-url': '  ', 'env-name': ' \n', 'export-env': '\t' };
    const step = await run({ inputs });
    assert.deepEqual(step.annotations, []);
    assert.deepEqual(step.env, { ASPOSE_ACCESS_TOKEN: 'a-token-of-nobody' });
  });
});

describe('bad inputs', AT_ONCE, () => {
  const BAD = {
    'base-url': 'ftp://service.example',
    'timeout-seconds': 'soon',
    'export-env': 'yes',
    'env-name': 'PATH',
    'on-missing-credentials': 'ignore',
    'storage-path': '/a\u0001b',
    'storage-expect': 'present',
    'storage-wait-seconds': '-1',
  };

  test('are all named in one annotation', async () => {
    const step = await run({ inputs: { ...OFFLINE, ...BAD } });
    assertFailed(step, 'invalid-input', ...Object.keys(BAD));
    assert.equal(annotationsOf(step, 'error').length, 1);
  });

  test('do not hide the link, whatever their number and length', async () => {
    const long = Object.fromEntries(
      Object.entries(BAD).map(([input, value]) => [input, value + 'x'.repeat(2000)]),
    );
    assertFailed(await run({ inputs: { ...OFFLINE, ...long } }), 'invalid-input');
  });

  test('that are secret are named and not shown', async () => {
    const inputs = { ...OFFLINE, 'access-token': 'two words-of-a-token' };
    const step = await run({ inputs });
    assertRefused(step, { 'access-token': /visible ASCII|hidden/ });
    const readable = step.log.filter((line) => !line.startsWith('::add-mask::'));
    assert.doesNotMatch([...readable, step.files, step.summary].join('\n'), /words-of/);
  });

  test('do not show a secret that strayed into them', async () => {
    const secret = 'made-up-secret-4711';
    const step = await run({
      inputs: {
        ...OFFLINE,
        'client-secret': secret,
        'base-url': `https://service.example/?key=${secret}`,
        'env-name': `1${secret}`,
      },
    });
    assertFailed(step, 'invalid-input', 'base-url', 'env-name');
    assert.ok(!step.annotations[0]?.message.includes(secret));
  });
});
