import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AsposeAuthError, ERROR_CODES, type ErrorCode } from '../../../src/errors.ts';
import { type GatePlan, judgePath, judgeStorage, verdictOf } from '../../../src/gate/gate.ts';
import type { Outcome } from '../../../src/outcome.ts';
import { logLines } from '../../../src/report/log.ts';
import { renderSummary } from '../../../src/report/summary.ts';
import { VERSION } from '../../../src/version.ts';

const FILE = { exists: true, isFolder: false };
const NOTHING = { exists: false, isFolder: false };

const GATE: GatePlan = {
  subject: { kind: 'paths', paths: [] },
  expect: 'exists',
  limits: { maxAgeSeconds: undefined, minBytes: undefined },
  storageName: undefined,
  required: true,
  waitSeconds: 0,
};
const STORAGE: GatePlan = {
  ...GATE,
  subject: { kind: 'storage', name: 'main' },
  storageName: 'main',
};
const REPORTED: GatePlan = { ...GATE, required: false };

function outcome(parts: object): Outcome {
  return { kind: 'authenticated', gateStatus: 'skipped', ...parts } as Outcome;
}

/** An outcome in which all but the `missing` paths exist. */
function checked(
  gate: GatePlan,
  { found = [], missing = [] }: Record<string, string[]>,
  parts = {},
) {
  const verdict = verdictOf([
    ...found.map((path) => judgePath(path, FILE, 'exists')),
    ...missing.map((path) => judgePath(path, NOTHING, 'exists')),
  ]);
  const gateStatus = missing.length > 0 ? 'failed' : 'passed';
  return outcome({ gateStatus, checked: { gate, verdict }, ...parts });
}

function storageChecked(exists: boolean, parts = {}): Outcome {
  const verdict = verdictOf([judgeStorage('main', { exists, isFolder: false }, 'exists')]);
  return outcome({
    gateStatus: exists ? 'passed' : 'failed',
    checked: { gate: STORAGE, verdict },
    ...parts,
  });
}

function failed(code: ErrorCode, details: string[] = []): object {
  const error = new AsposeAuthError(code, { summary: 'A & B failed.', details, advice: 'Do C.' });
  return { kind: 'failed', error };
}

function linkTo(code: ErrorCode): string {
  const page = `https://github.com/org/aspose-auth/blob/v${VERSION}/docs/troubleshooting.md`;
  return `<a href="${page}#${code}">Troubleshooting</a>`;
}

const NOT_ASKED = '<p>No storage check was asked for.</p>';
const HEAD = '<table><tr><th>Path</th><th>Found</th><th>Met</th></tr>';
const FOUND = (path: string) =>
  `<tr><td><code>${path}</code></td><td>is a file</td><td>✅</td></tr>`;
const MISSING = (path: string) =>
  `<tr><td><code>${path}</code></td><td>does not exist</td><td>❌</td></tr>`;

const TOKEN = { value: 'x', expiresAt: 1_769_862_896, clockOffsetMs: 0 };

/** An outcome, and the summary line by line. */
const SUMMARIES: Readonly<Record<string, readonly [Outcome, readonly string[]]>> = {
  'a token alone': [
    outcome({ host: 'a.example', token: TOKEN, retries: 2 }),
    [
      '<h3>✅ Aspose Cloud: authenticated</h3>',
      NOT_ASKED,
      '<p><sub>Token from <code>a.example</code> · token expires: 2026-01-31T12:34:56Z · retries: 2</sub></p>',
    ],
  ],
  'a given token that tells no expiry': [
    outcome({ token: { ...TOKEN, expiresAt: undefined }, retries: 0 }),
    [
      '<h3>✅ Aspose Cloud: authenticated</h3>',
      NOT_ASKED,
      '<p><sub>token expires: not known</sub></p>',
    ],
  ],
  'no credentials': [
    outcome({ kind: 'skipped', reason: 'A & B are empty.' }),
    [
      '<h3>⏭️ Aspose Cloud: skipped, because there are no credentials</h3>',
      '<p>A &amp; B are empty.</p>',
    ],
  ],
  'a failure before the gate': [
    outcome({ ...failed('timeout'), gateStatus: 'unknown' }),
    [
      '<h3>❌ Service did not respond in time</h3>',
      '<p>A &amp; B failed.</p>',
      `<p>Do C. ${linkTo('timeout')}</p>`,
    ],
  ],
  'a failure with details, without a gate': [
    outcome(failed('invalid-input', ['a < b', 'c'])),
    [
      '<h3>❌ Inputs cannot be used</h3>',
      '<p>A &amp; B failed.</p>',
      '<ul>',
      '<li>a &lt; b</li>',
      '<li>c</li>',
      '</ul>',
      `<p>Do C. ${linkTo('invalid-input')}</p>`,
      NOT_ASKED,
    ],
  ],
  'a gate that passed': [
    checked(GATE, { found: ['/a', '/b'] }),
    [
      '<h3>✅ Storage gate passed: 2 paths</h3>',
      '<p>Expected: exists.</p>',
      HEAD,
      FOUND('/a'),
      FOUND('/b'),
      '</table>',
    ],
  ],
  'a gate that failed': [
    checked(
      { ...GATE, storageName: 'main' },
      { found: ['/a'], missing: ['/b'] },
      failed('storage-gate-failed'),
    ),
    [
      '<h3>❌ Storage gate failed: 1 of 2 paths</h3>',
      `<p>Do C. ${linkTo('storage-gate-failed')}</p>`,
      '<p>Expected: exists. Storage: <code>main</code>.</p>',
      HEAD,
      MISSING('/b'),
      FOUND('/a'),
      '</table>',
    ],
  ],
  'a gate that passed before something else failed': [
    checked(GATE, { found: ['/a'] }, failed('server-error')),
    [
      '<h3>❌ Service reports an error</h3>',
      '<p>A &amp; B failed.</p>',
      `<p>Do C. ${linkTo('server-error')}</p>`,
      '<p>Expected: exists.</p>',
      HEAD,
      FOUND('/a'),
      '</table>',
    ],
  ],
  'a gate that is only reported': [
    checked(REPORTED, { missing: ['/a'] }),
    [
      '<h3>⚠️ Storage gate failed (only reported): 1 of 1 path</h3>',
      '<p>Expected: exists.</p>',
      HEAD,
      MISSING('/a'),
      '</table>',
    ],
  ],
  'a storage that exists': [
    storageChecked(true),
    [
      '<h3>✅ Storage gate passed</h3>',
      '<p>Found: it exists.</p>',
      '<p>Expected: exists. Storage: <code>main</code>.</p>',
    ],
  ],
  'a storage that is missing': [
    storageChecked(false, failed('storage-gate-failed')),
    [
      '<h3>❌ Storage gate failed</h3>',
      `<p>Do C. ${linkTo('storage-gate-failed')}</p>`,
      '<p>Found: it does not exist.</p>',
      '<p>Expected: exists. Storage: <code>main</code>.</p>',
    ],
  ],
};

for (const [what, [result, lines]] of Object.entries(SUMMARIES)) {
  test(`the summary of ${what}`, () => {
    assert.deepEqual(renderSummary(result, '').split('\n'), [...lines, '']);
  });
}

test('every kind of failure has a heading of its own', () => {
  const headings = ERROR_CODES.map((code) => {
    const [heading = ''] = renderSummary(outcome(failed(code)), '').split('\n');
    return /^<h3>❌ (.+)<\/h3>$/.exec(heading)?.[1];
  });
  assert.ok(!headings.includes(undefined));
  assert.equal(new Set(headings).size, ERROR_CODES.length);
});

const STEPS: Readonly<Record<string, string>> = {
  '': '',
  auth: ' (step <code>auth</code>)',
  __org_aspose_auth: '',
  __org_aspose_auth_2: ' (use 2)',
  a__b_2: ' (step <code>a__b_2</code>)',
};
for (const [id, words] of Object.entries(STEPS)) {
  test(`the heading tells the step "${id}" from others`, () => {
    const [heading] = renderSummary(outcome({}), id).split('\n');
    assert.equal(heading, `<h3>✅ Aspose Cloud: authenticated${words}</h3>`);
  });
}

test('a file has its bytes and its date in the table when they count', () => {
  const limits = { maxAgeSeconds: 60, minBytes: 5 };
  const known = {
    ...judgePath('/a', FILE, 'exists'),
    size: 7,
    modifiedDate: '2026-01-31T12:34:56',
  };
  const verdict = verdictOf([known, judgePath('/b', NOTHING, 'exists')]);
  const result = outcome({ gateStatus: 'failed', checked: { gate: { ...GATE, limits }, verdict } });
  assert.deepEqual(renderSummary(result, '').split('\n').slice(1), [
    '<p>Expected: exists, at most 60 seconds old, at least 5 bytes.</p>',
    '<table><tr><th>Path</th><th>Found</th><th>Bytes</th><th>Modified</th><th>Met</th></tr>',
    '<tr><td><code>/b</code></td><td>does not exist</td><td></td><td></td><td>❌</td></tr>',
    '<tr><td><code>/a</code></td><td>is a file</td><td>7</td><td>2026-01-31T12:34:56</td><td>✅</td></tr>',
    '</table>',
    '',
  ]);
});

test('more than 20 paths that are as expected are folded, and nothing else is', () => {
  const found = Array.from({ length: 21 }, (_, index) => `/${index}`);
  const folded = [
    '<details><summary>21 paths as expected</summary>',
    HEAD,
    ...found.map(FOUND),
    '</table>',
    '</details>',
    '',
  ];
  assert.deepEqual(renderSummary(checked(GATE, { found }), '').split('\n').slice(2), folded);
  assert.deepEqual(
    renderSummary(checked(GATE, { found, missing: ['/x'] }), '')
      .split('\n')
      .slice(2),
    [HEAD, MISSING('/x'), '</table>', ...folded],
  );
  const few = renderSummary(checked(GATE, { found: found.slice(1) }), '');
  assert.doesNotMatch(few, /<details>/);
});

test('a list of details ends where its room does, and says how many are left', () => {
  const details = Array.from({ length: 3000 }, () => 'x'.repeat(91));
  const summary = renderSummary(outcome(failed('invalid-input', details)), '');
  // Each line has 101 units.
  assert.equal(summary.match(/<li>/g)?.length, Math.floor((100 * 1024) / 101));
  assert.match(summary, /<\/ul>\n<p>and 1987 more, which the log of the step lists<\/p>\n<p>Do C/);
});

/** An outcome, and what the log says of it. */
const LOGS: Readonly<Record<string, readonly [Outcome, readonly string[]]>> = {
  'a token alone': [outcome({}), ['No storage check was asked for.']],
  'no credentials': [outcome({ kind: 'skipped', reason: 'R' }), []],
  'a failure before the gate': [outcome({ ...failed('timeout'), gateStatus: 'unknown' }), []],
  'a path that is there': [
    checked(GATE, { found: ['/a'] }),
    ['The storage gate passed: 1 path is as expected (exists).'],
  ],
  'paths that are there': [
    checked(GATE, { found: ['/a', '/b'] }),
    ['The storage gate passed: 2 paths are as expected (exists).'],
  ],
  'a storage that is there': [
    storageChecked(true),
    ['The storage gate passed: the storage "main" is as expected (exists).'],
  ],
  'a gate that failed': [checked(GATE, { missing: ['/a'] }, failed('storage-gate-failed')), []],
  'a gate that is only reported': [
    checked(REPORTED, { found: ['/a'], missing: ['/b'] }),
    [
      'The storage gate failed, which is only reported (storage-required: false). Expected: exists.',
      '- /b does not exist',
    ],
  ],
  'a listing': [
    outcome({ gateStatus: 'unknown', listed: { folder: '/a', files: [{}] } }),
    ['Listed "/a": 1 item.'],
  ],
};

for (const [what, [result, lines]] of Object.entries(LOGS)) {
  test(`the log of ${what}`, () => {
    assert.deepEqual(logLines(result), lines);
  });
}
