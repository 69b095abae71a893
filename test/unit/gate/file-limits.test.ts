import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeFile, parseModifiedDate } from '../../../src/gate/file-limits.ts';

const NOW = Date.parse('2026-01-31T12:00:00Z');
const MINUTE = 60_000;

test('a date is read as the service writes it', () => {
  const rows: readonly (readonly [text: string | null, iso: string | undefined])[] = [
    ['2026-01-31T11:00:00Z', '2026-01-31T11:00:00.000Z'],
    ['2026-01-31T11:00:00', '2026-01-31T11:00:00.000Z'],
    ['2026-01-31 11:00:00', '2026-01-31T11:00:00.000Z'],
    ['2026-01-31T11:00:00.1234567Z', '2026-01-31T11:00:00.123Z'],
    ['2026-01-31T11:00:00+02:00', '2026-01-31T09:00:00.000Z'],
    ['2026-01-31T10:00:00-0130', '2026-01-31T11:30:00.000Z'],
    ['2026-01-31T12:05:00Z', '2026-01-31T12:05:00.000Z'],
    ['0001-01-01T00:00:00', undefined],
    ['2026-02-30T11:00:00Z', undefined],
    ['2026-13-01T11:00:00Z', undefined],
    ['2026-01-31', undefined],
    ['31.01.2026', undefined],
    ['yesterday', undefined],
    ['', undefined],
    [null, undefined],
  ];
  for (const [text, iso] of rows) {
    const parsed = parseModifiedDate(text);
    assert.equal(parsed === undefined ? undefined : new Date(parsed).toISOString(), iso, `${text}`);
  }
});

test('a file is judged by age and size', () => {
  const at = (ms: number) => new Date(NOW - ms).toISOString();
  const age = { maxAgeSeconds: 60, minBytes: undefined };
  const size = { maxAgeSeconds: undefined, minBytes: 10 };
  const rows = [
    [{ modifiedDate: at(MINUTE) }, age, 'met'],
    [{ modifiedDate: at(MINUTE + 1000) }, age, 'unmet'],
    [{ modifiedDate: at(-MINUTE) }, age, 'met'],
    [{ modifiedDate: at(-5 * MINUTE) }, age, 'met'],
    [{ modifiedDate: at(-5 * MINUTE - 1) }, age, 'unclear'],
    [{ modifiedDate: null }, age, 'unclear'],
    [{ size: 10 }, size, 'met'],
    [{ size: 9 }, size, 'unmet'],
    [{ size: 0 }, size, 'unmet'],
    [{ size: null }, size, 'unclear'],
    [{ size: -1 }, size, 'unclear'],
    [{ size: 10, modifiedDate: at(0) }, { ...age, ...{ minBytes: 10 } }, 'met'],
    [{ size: 9, modifiedDate: at(0) }, { ...age, ...{ minBytes: 10 } }, 'unmet'],
    [{ size: 10, modifiedDate: null }, { ...age, ...{ minBytes: 10 } }, 'unclear'],
    [{}, { maxAgeSeconds: undefined, minBytes: undefined }, 'met'],
  ] as const;
  for (const [facts, limits, kind] of rows) {
    const file = {
      name: 'a',
      path: '/a',
      isFolder: false,
      size: null,
      modifiedDate: null,
      ...facts,
    };
    assert.equal(judgeFile(file, limits, NOW).kind, kind, JSON.stringify([facts, limits]));
  }
});

test('what is wrong with a file is said with its age and size, and with what to do', () => {
  const file = { name: 'a', path: '/a', isFolder: false, size: 1, modifiedDate: null };
  const limits = { maxAgeSeconds: 60, minBytes: 10 };
  const words = (facts: object) => judgeFile({ ...file, ...facts }, limits, NOW);
  const modifiedDate = '2026-01-31T11:57:30Z';
  assert.deepEqual(words({ modifiedDate }), {
    kind: 'unmet',
    words: 'is 3 minutes old (150 seconds; storage-max-age-seconds allows 60)',
  });
  assert.deepEqual(words({ modifiedDate: new Date(NOW).toISOString() }), {
    kind: 'unmet',
    words: 'has 1 byte (storage-min-bytes asks for 10)',
  });
  const advice = (input: string) =>
    `Without that, ${input} cannot be judged: check the storage, or leave ${input} out.`;
  assert.deepEqual(words({}), {
    kind: 'unclear',
    problem: 'has no usable modifiedDate for it',
    advice: advice('storage-max-age-seconds'),
  });
  assert.deepEqual(words({ modifiedDate: '2026-01-31T12:05:01Z' }), {
    kind: 'unclear',
    problem: 'has a modifiedDate in the future for it',
    advice: advice('storage-max-age-seconds'),
  });
  assert.deepEqual(words({ modifiedDate, size: null }), {
    kind: 'unclear',
    problem: 'has no usable size for it',
    advice: advice('storage-min-bytes'),
  });
});
