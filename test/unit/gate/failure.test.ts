import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectationOf, gateFailure, unmetLines } from '../../../src/gate/failure.ts';
import { type GatePlan, judgePath, judgeStorage, verdictOf } from '../../../src/gate/gate.ts';

const FILE = { exists: true, isFolder: false };
const FOLDER = { exists: true, isFolder: true };
const NOTHING = { exists: false, isFolder: false };

const PLAN: GatePlan = {
  subject: { kind: 'paths', paths: [] },
  expect: 'exists',
  limits: { maxAgeSeconds: undefined, minBytes: undefined },
  storageName: undefined,
  required: true,
  waitSeconds: 0,
};
const STORAGE: Partial<GatePlan> = {
  subject: { kind: 'storage', name: 'main' },
  storageName: 'main',
};

type State = typeof FILE;

function failureOf(states: Readonly<Record<string, State>>, terms: Partial<GatePlan>) {
  const plan = { ...PLAN, ...terms };
  const judge = plan.subject.kind === 'storage' ? judgeStorage : judgePath;
  const findings = Object.entries(states).map(([path, state]) => judge(path, state, plan.expect));
  return gateFailure(verdictOf(findings), plan);
}

const SPELLING =
  'Check the spelling and case of each path, and which storage storage-name selects.';
const NAME = 'Check the spelling of storage-name.';
const WAIT = 'If something is still to be uploaded, set storage-wait-seconds.';
const KIND = 'Check storage-expect, and what the paths name.';

/** What was found, how the plan differs, and: what the summary says of it, the whole advice. */
type Row = readonly [Readonly<Record<string, State>>, Partial<GatePlan>, string, string];

const ROWS: Readonly<Record<string, Row>> = {
  'a path that is missing': [
    { '/a': NOTHING },
    {},
    '1 of 1 path is not as expected (exists).',
    `${SPELLING} ${WAIT}`,
  ],
  'two of three paths': [
    { '/a': NOTHING, '/b': FILE, '/c': FOLDER },
    { expect: 'file' },
    '2 of 3 paths are not as expected (file).',
    `${SPELLING} ${WAIT}`,
  ],
  'a path of another kind': [
    { '/a': FILE },
    { expect: 'folder' },
    '1 of 1 path is not as expected (folder).',
    KIND,
  ],
  'a path of another kind, after a wait': [
    { '/a': FILE },
    { expect: 'folder', waitSeconds: 9 },
    '(folder) after 9 seconds.',
    KIND,
  ],
  'a file that is too small': [
    { '/a': FOLDER },
    { expect: 'file', limits: { maxAgeSeconds: undefined, minBytes: 5 } },
    '(file, at least 5 bytes).',
    WAIT,
  ],
  'a path that is still there': [
    { '/a': FILE },
    { expect: 'absent' },
    '1 of 1 path is not as expected (absent).',
    'If something is still to be removed, set storage-wait-seconds.',
  ],
  'a path that is still there after a wait': [
    { '/a': FILE },
    { expect: 'absent', waitSeconds: 1 },
    '(absent) after 1 second.',
    'If 1 second is too short, raise storage-wait-seconds.',
  ],
  'a path that is still there in a storage with a name': [
    { '/a': FILE },
    { expect: 'absent', storageName: 'main' },
    '(absent).',
    'If something is still to be removed, set storage-wait-seconds.',
  ],
  'a list in one line': [
    { '/a,/b': NOTHING },
    {},
    '(exists).',
    `${SPELLING} storage-path takes one path per line. ${WAIT}`,
  ],
  'a list in one line, beside another path': [
    { '/c': NOTHING, '/a,/b': NOTHING },
    {},
    '2 of 2 paths are not as expected (exists).',
    `${SPELLING} storage-path takes one path per line. ${WAIT}`,
  ],
  'a list with semicolons': [
    { '/a;/b': NOTHING },
    {},
    '(exists).',
    `${SPELLING} storage-path takes one path per line. ${WAIT}`,
  ],
  'a list with white space': [
    { 'a b': NOTHING },
    {},
    '(exists).',
    `${SPELLING} storage-path takes one path per line. ${WAIT}`,
  ],
  'a list of which another path is unmet': [
    { '/a,/b': FILE, '/c': NOTHING },
    {},
    '1 of 2 paths is not as expected (exists).',
    `${SPELLING} ${WAIT}`,
  ],
  'a path with an accent': [
    { '/plain': NOTHING, '/caf\u00e9': NOTHING, '/cafe\u0301': FILE },
    {},
    '(exists).',
    `${SPELLING} Unicode has two forms of letters with accents: the storage may hold the other form of a path. ${WAIT}`,
  ],
  'a path with an accent of its own': [
    { '/cafe\u0301': NOTHING },
    {},
    '(exists).',
    `${SPELLING} Unicode has two forms of letters with accents: the storage may hold the other form of a path. ${WAIT}`,
  ],
  'a storage that is missing': [
    { main: NOTHING },
    STORAGE,
    'the storage is not as expected (exists).',
    `${NAME} ${WAIT}`,
  ],
  'a storage that is missing, with white space in its name': [
    { 'main one': NOTHING },
    STORAGE,
    'the storage is not as expected (exists).',
    `${NAME} ${WAIT}`,
  ],
  'a storage that is still there': [
    { main: FILE },
    { ...STORAGE, expect: 'absent' },
    'the storage is not as expected (absent).',
    'If something is still to be removed, set storage-wait-seconds.',
  ],
};

for (const [what, [states, terms, end, advice]] of Object.entries(ROWS)) {
  test(`the failure of ${what} says what to do`, () => {
    const failure = failureOf(states, terms);
    assert.equal(failure.code, 'storage-gate-failed');
    assert.ok(failure.summary.startsWith('The storage gate failed: '), failure.summary);
    assert.ok(failure.summary.endsWith(end), failure.summary);
    assert.equal(failure.advice, advice);
  });
}

test('absent in a storage that does not exist is a question of its name', () => {
  const findings = [{ path: '/a', ...NOTHING, met: false, words: 'cannot be checked' }];
  const plan: GatePlan = { ...PLAN, expect: 'absent', storageName: 'main' };
  const { advice } = gateFailure(verdictOf(findings), plan);
  assert.ok(advice.startsWith(`${NAME} If something is still to be removed`), advice);
  const { advice: unnamed } = gateFailure(verdictOf(findings), { ...PLAN, expect: 'absent' });
  assert.doesNotMatch(unnamed, /spelling/);
});

test('every unmet path has a line, printable and clipped', () => {
  const states = { '/a\n': NOTHING, '/b': FILE, [`/${'x'.repeat(300)}`]: NOTHING };
  assert.deepEqual(failureOf(states, {}).details, [
    '/a\u{fffd} does not exist',
    `/${'x'.repeat(298)}… does not exist`,
  ]);
  const verdict = verdictOf([judgeStorage('main', NOTHING, 'exists')]);
  assert.deepEqual(unmetLines(verdict, { ...PLAN, ...STORAGE }), [
    'The storage main does not exist',
  ]);
});

test('the expectation names the limits', () => {
  const limits = { maxAgeSeconds: 3600, minBytes: 1 };
  assert.equal(expectationOf(PLAN), 'exists');
  assert.equal(
    expectationOf({ ...PLAN, limits }),
    'exists, at most 60 minutes old, at least 1 byte',
  );
});
