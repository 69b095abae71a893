import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed, assertGate, resultsOf } from '../support/assertions.ts';
import { OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { pathsOf, queryOf, reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

/** Inputs of the gate whose value cannot come from a workflow that means it. */
const NEVER_EMPTY = [
  'storage-path',
  'storage-expect',
  'storage-max-age-seconds',
  'storage-min-bytes',
];

describe('no gate by accident', AT_ONCE, () => {
  for (const [what, value] of [
    ['empty', ''],
    ['white space', ' \n\t\n'],
  ] as const) {
    test(`each input that is written but ${what} is refused`, async () => {
      const inputs = Object.fromEntries(NEVER_EMPTY.map((input) => [input, value]));
      const step = await run({ inputs: { ...OFFLINE, ...inputs } });
      assertFailed(step, 'invalid-input');
      const told = step.annotations[0]?.message.split('\n') ?? [];
      for (const input of NEVER_EMPTY) {
        assert.match(told.find((line) => line.includes(input)) ?? '', /is empty/);
      }
      assertGate(step, 'unknown');
      assert.deepEqual(step.env, {});
    });
  }

  test('a variable of storage-path that is missing counts as empty', async () => {
    const step = await run({ inputs: OFFLINE, env: { 'INPUT_STORAGE-PATH': undefined } });
    assertFailed(step, 'invalid-input', 'storage-path');
    assertGate(step, 'unknown');
  });

  /** The unit test of the rule has more. */
  for (const [variable, likely] of [
    ['INPUT_STORAGE_PATH', 'storage-path'],
    ['INPUT_STORAGE-MAX-AGE', 'storage-max-age-seconds'],
  ] as const) {
    test(`a misspelt input is refused: ${variable}`, async () => {
      const step = await run({ inputs: OFFLINE, env: { [variable]: '/a' } });
      assertFailed(step, 'invalid-input', likely);
      assertGate(step, 'unknown');
    });
  }

  test('an input of another action is none of ours', async () => {
    const step = await run({ inputs: OFFLINE, env: { INPUT_PATH: '/a', INPUT_STORE: 'x' } });
    assertAuthenticated(step, OFFLINE['access-token']);
  });

  test('without a check, log and summary say so in one line', async () => {
    const step = await run({ inputs: OFFLINE });
    assertAuthenticated(step, OFFLINE['access-token']);
    assertGate(step, 'skipped');
    const lines = step.log.filter((line) => /\bno\b.*\b(check|storage)/i.test(line));
    assert.equal(lines.length, 1, step.log.join('\n'));
    assert.match(step.summary, /\bno\b.*\b(check|storage)/i);
  });

  test('without a check, the other inputs of the gate are judged by themselves and not used', async () => {
    const others = {
      'storage-expect': 'absent',
      'storage-version-id': 'v7',
      'storage-max-age-seconds': '60',
      'storage-min-bytes': '1',
    };
    const step = await run({ inputs: { ...OFFLINE, ...others } });
    assertAuthenticated(step, OFFLINE['access-token']);
    assertGate(step, 'skipped');
    const bad = await run({ inputs: { ...OFFLINE, ...others, 'storage-min-bytes': 'many' } });
    assertFailed(bad, 'invalid-input', 'storage-min-bytes');
    assertGate(bad, 'unknown');
  });

  test('a check that another input keeps from being made is unknown', async () => {
    const step = await run({ inputs: { ...OFFLINE, 'storage-path': '/a', 'env-name': 'PATH' } });
    assertFailed(step, 'invalid-input', 'env-name');
    assertGate(step, 'unknown');
    const none = await run({ inputs: { ...OFFLINE, 'env-name': 'PATH' } });
    assertGate(none, 'skipped');
  });

  test('storage-path: none is written exactly so', async () => {
    for (const path of ['NONE', 'None', '/none']) {
      const step = await run({ inputs: { ...OFFLINE, 'storage-path': path } });
      assert.notEqual(step.outputs['storage-gate'], 'skipped', path);
    }
  });
});

describe('missing credentials come before the inputs of the gate', AT_ONCE, () => {
  const FORK = { ...OFFLINE, 'access-token': '', 'storage-path': '' };
  test('skip skips', async () => {
    const step = await run({ inputs: { ...FORK, 'on-missing-credentials': 'skip' } });
    assert.equal(step.exitCode, 0);
    assert.equal(step.outputs.status, 'skipped');
    assertGate(step, 'skipped');
  });

  test('fail says missing-credentials', async () => {
    assertFailed(await run({ inputs: FORK }), 'missing-credentials');
  });

  test('but not before the other inputs', async () => {
    const step = await run({ inputs: { ...FORK, 'env-name': 'PATH' } });
    assertFailed(step, 'invalid-input', 'env-name');
  });
});

describe('storage-path', AT_ONCE, () => {
  test('loses white space, blank lines and repeats, and keeps its order', async () => {
    await using server = await startServer(service({ files: ['/z', '/a b', '/m'] }));
    const lines = '\n  /z\t\n\n   \n/a b\r\n/z\n/m  \n /a b\n';
    const step = await run({ inputs: { ...server.inputs, 'storage-path': lines } });
    assert.deepEqual(
      resultsOf(step).map(({ path }) => path),
      ['/z', '/a b', '/m'],
    );
    assert.deepEqual(pathsOf(server.to('/storage/exists')).toSorted(), ['/a b', '/m', '/z']);
  });
});

describe('inputs of the gate that contradict each other', AT_ONCE, () => {
  const ROWS: Readonly<Record<string, { inputs: Record<string, string>; told: string }>> = {
    'a version of two paths': {
      inputs: { 'storage-path': '/a\n/b', 'storage-version-id': 'v7' },
      told: 'storage-version-id',
    },
    'a version of a pattern': {
      inputs: { 'storage-path': '/a/*', 'storage-version-id': 'v7' },
      told: 'storage-version-id',
    },
    'a version with an age': {
      inputs: {
        'storage-path': '/a',
        'storage-version-id': 'v7',
        'storage-max-age-seconds': '60',
      },
      told: 'storage-version-id',
    },
    'a version with a size': {
      inputs: { 'storage-path': '/a', 'storage-version-id': 'v7', 'storage-min-bytes': '1' },
      told: 'storage-version-id',
    },
    'a size with absent': {
      inputs: { 'storage-path': '/a', 'storage-expect': 'absent', 'storage-min-bytes': '1' },
      told: 'storage-min-bytes',
    },
    'an age with absent': {
      inputs: { 'storage-path': '/a', 'storage-expect': 'absent', 'storage-max-age-seconds': '1' },
      told: 'storage-max-age-seconds',
    },
    'an age and a size with folder': {
      inputs: {
        'storage-path': '/a',
        'storage-expect': 'folder',
        'storage-max-age-seconds': '1',
        'storage-min-bytes': '1',
      },
      told: 'storage-min-bytes',
    },
  };
  for (const [what, { inputs, told }] of Object.entries(ROWS)) {
    test(`are refused: ${what}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, ...inputs } });
      assertFailed(step, 'invalid-input', told);
      assertGate(step, 'unknown');
    });
  }

  test('a version goes with one path, even one that is repeated', async () => {
    await using server = await startServer(service({ files: ['/a'] }));
    const inputs = { 'storage-path': '/a\n\n/a\n', 'storage-version-id': 'v1 & +/=' };
    assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed');
    assert.deepEqual(server.to('/storage/exists').map(queryOf), [
      { path: '/a', versionId: 'v1 & +/=' },
    ]);
  });

  test('an age may be 1 to 31536000 seconds, and a size 1 byte', async () => {
    // Ahead, so that it is not a second old on a slow machine either.
    const modifiedDate = new Date(Date.now() + 60_000);
    const folder = reply({ value: [{ name: 'a', isFolder: false, size: 1, modifiedDate }] });
    await using server = await startServer(service({ files: ['/a'], routes: { folder } }));
    for (const age of ['1', '31536000']) {
      const limits = { 'storage-max-age-seconds': age, 'storage-min-bytes': '1' };
      const step = await run({ inputs: { ...server.inputs, 'storage-path': '/a', ...limits } });
      assertGate(step, 'passed', true);
    }
  });

  for (const [age, bytes] of [
    ['0', '0'],
    ['31536001', '9007199254740992'],
    ['None', '1k'],
  ] as const) {
    test(`an age is not ${age}, and a size not ${bytes}`, async () => {
      const limits = { 'storage-max-age-seconds': age, 'storage-min-bytes': bytes };
      const step = await run({ inputs: { ...OFFLINE, 'storage-path': '/a', ...limits } });
      assertFailed(
        step,
        'invalid-input',
        ...Object.entries(limits).map(([input, value]) => new RegExp(`${input} .*"${value}"`)),
      );
    });
  }
});
