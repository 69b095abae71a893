import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed, assertGate, resultsOf } from '../support/assertions.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { pathsOf, reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const HOUR = 3600;
const PATH = '/exports/nightly.csv';

/** The instant `seconds` ago, as the service writes it. */
function ago(seconds: number, zone = 'Z'): string {
  return new Date(Date.now() - seconds * 1000).toISOString().replace('Z', zone);
}

const FRESH = { 'storage-path': PATH, 'storage-max-age-seconds': String(HOUR) };
const BIG = { 'storage-path': PATH, 'storage-min-bytes': '100' };

describe('a file that has to be fresh or large', AT_ONCE, () => {
  /** One of each kind; the unit tests of a look and of the limits have them all. */
  const ROWS: Readonly<
    Record<string, { inputs: Record<string, string>; facts: object; met: boolean; told?: RegExp }>
  > = {
    'a file of a minute ago is fresh': {
      inputs: FRESH,
      facts: { modifiedDate: ago(60) },
      met: true,
    },
    "yesterday's file is not": {
      inputs: FRESH,
      facts: { modifiedDate: ago(24 * HOUR) },
      met: false,
      told: /\b(1 day|24 hours)\b/,
    },
    'a file of 99 bytes is not large enough': {
      inputs: BIG,
      facts: { size: 99 },
      met: false,
      told: /\b99\b/,
    },
    'a file is what it takes': {
      inputs: { ...BIG, 'storage-expect': 'file' },
      facts: { size: 100 },
      met: true,
    },
  };
  for (const [what, { inputs, facts, met, told }] of Object.entries(ROWS)) {
    test(what, async () => {
      await using server = await startServer(service({ files: { [PATH]: facts } }));
      const step = await run({ inputs: { ...server.inputs, ...inputs } });
      assertGate(step, met ? 'passed' : 'failed', true);
      const [{ path, exists, met: isMet, ...row } = {}] = resultsOf(step);
      assert.deepEqual([path, exists, isMet], [PATH, true, met]);
      assert.ok('size' in row && 'modifiedDate' in row, JSON.stringify(row));
      if (!met) {
        assertFailed(step, 'storage-gate-failed', PATH, told ?? '');
      }
    });
  }

  test('is looked up once for each folder, and only when it exists as a file', async () => {
    const files = ['/a/1', '/a/2', '/b/3'];
    await using server = await startServer(service({ files, folders: ['/c/4'] }));
    const paths = [...files, '/c/4', '/d/5'];
    const inputs = { ...BIG, 'storage-path': paths.join('\n'), 'storage-min-bytes': '1' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertGate(step, 'failed', false);
    assert.deepEqual(pathsOf(server.to('/folder')).toSorted(), ['/a', '/b']);
    assert.deepEqual(
      resultsOf(step).map(({ met }) => met),
      [true, true, true, false, false],
    );
  });

  for (const path of ['/top.csv', 'top.csv']) {
    test(`is looked up in the root: ${path}`, async () => {
      const routes = { folder: reply({ value: [{ name: 'top.csv', isFolder: false, size: 7 }] }) };
      await using server = await startServer(service({ files: [path], routes }));
      const inputs = { 'storage-path': path, 'storage-min-bytes': '7' };
      assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed');
      assert.deepEqual(pathsOf(server.to('/folder')), ['/']);
    });
  }
});

describe('the clock of an age', AT_ONCE, () => {
  const row = (modifiedDate: string) => ({
    value: [{ name: 'nightly.csv', isFolder: false, size: 12, modifiedDate }],
  });

  test('is the Date of the listing', async () => {
    const date = 'Sat, 31 Jan 2026 12:00:00 GMT';
    const folder = reply(row('2026-01-31T11:30:00'), { headers: { date } });
    await using server = await startServer(service({ files: [PATH], routes: { folder } }));
    const step = await run({ inputs: { ...server.inputs, ...FRESH } });
    assert.equal(step.outputs['storage-gate'], 'passed');
  });

  test('is the Date of a cached listing and its age', async () => {
    const headers = { date: 'Sat, 31 Jan 2026 12:00:00 GMT', age: String(24 * HOUR) };
    const folder = reply(row('2026-01-31T11:30:00'), { headers });
    await using server = await startServer(service({ files: [PATH], routes: { folder } }));
    const step = await run({ inputs: { ...server.inputs, ...FRESH } });
    assertGate(step, 'failed');
  });

  test('is ours when the Date is none', async () => {
    const folder = reply(row(ago(60)), { headers: { date: 'today' } });
    await using server = await startServer(service({ files: [PATH], routes: { folder } }));
    const step = await run({ inputs: { ...server.inputs, ...FRESH } });
    assert.equal(step.outputs['storage-gate'], 'passed');
  });
});

describe('what a listing fails to tell', AT_ONCE, () => {
  const NAME = 'nightly.csv';
  const MISSING: Readonly<Record<string, { inputs: Record<string, string>; rows: object[] }>> = {
    'the row, twice': {
      inputs: BIG,
      rows: [
        { name: NAME, isFolder: false, size: 200 },
        { name: NAME, isFolder: false, size: 200 },
      ],
    },
    'a date that has come': {
      inputs: FRESH,
      rows: [{ name: NAME, isFolder: false, modifiedDate: ago(-400) }],
    },
  };
  for (const [what, { inputs, rows }] of Object.entries(MISSING)) {
    test(`makes the gate unknown: ${what}`, async () => {
      const routes = { folder: reply({ value: rows }) };
      await using server = await startServer(service({ files: [PATH], routes }));
      const inputsOfStep = { ...server.inputs, ...inputs, 'storage-required': 'false' };
      const step = await run({ inputs: inputsOfStep });
      assertFailed(step, 'bad-response');
      assertGate(step, 'unknown');
    });
  }

  test('makes the gate unknown: the row', async () => {
    const routes = {
      folder: reply({ value: [{ name: 'NIGHTLY.csv', isFolder: false, size: 9 }] }),
    };
    await using server = await startServer(service({ files: [PATH], routes }));
    const step = await run({ inputs: { ...server.inputs, ...BIG, 'timeout-seconds': '1' } });
    assertFailed(step, 'bad-response', NAME);
    assertGate(step, 'unknown');
  });
});

describe('a pattern whose matches have to be fresh or large', AT_ONCE, () => {
  const PATTERN = { 'storage-path': '/exports/*.csv', 'storage-min-bytes': '100' };
  test('is unknown when one cannot be judged, and counts those that are met', async () => {
    for (const [sizes, gate, matches] of [
      [[5, undefined], 'unknown', undefined],
      [[5, 100, 200], 'passed', 2],
    ] as const) {
      const value = sizes.map((size, index) => ({ name: `${index}.csv`, isFolder: false, size }));
      const routes = { folder: reply({ value }) };
      await using server = await startServer(service({ folders: ['/exports'], routes }));
      const step = await run({ inputs: { ...server.inputs, ...PATTERN } });
      assertGate(step, gate);
      assert.equal(resultsOf(step)[0]?.matches, matches);
    }
  });
});
