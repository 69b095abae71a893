import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAge, parseHttpDate, parseRetryAfter } from '../../../src/http/response.ts';
import { fc } from '../../support/random.ts';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 7);

test('Retry-After is seconds or an HTTP date', () => {
  const rows: readonly (readonly [string | undefined, number | undefined])[] = [
    [undefined, undefined],
    ['0', 0],
    ['007', 7],
    ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 30],
    ['Sun, 06 Nov 1994 08:49:06 GMT', 0],
    ['Sun Nov  6 08:49:37 1994', undefined],
    ...['', '-1', '+1', '1.5', '1 000', '١', 'soon', '1994-11-06T08:49:37Z', '600 seconds'].map(
      (text) => [text, undefined] as const,
    ),
    ['Sun, 99 Nov 1994 08:49:37 GMT', undefined],
  ];
  for (const [header, seconds] of rows) {
    assert.equal(parseRetryAfter(header, NOW), seconds, header);
  }
});

test('Age is a whole number of seconds', () => {
  assert.equal(parseAge('60'), 60_000);
  for (const text of [undefined, '', '-1', '1.5', '60 seconds', 'x60', '9'.repeat(11)]) {
    assert.equal(parseAge(text), 0, text);
  }
});

test('Retry-After of any text can be waited for or ignored', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: 'binary' })),
      fc.date({ noInvalidDate: true }),
      (text, now) => {
        const seconds = parseRetryAfter(text, now.getTime());
        assert.ok(seconds === undefined || (seconds >= 0 && Number.isFinite(seconds)));
      },
    ),
  );
});

test('an HTTP date means its instant', () => {
  const day = { min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(day), (date) => {
      assert.equal(parseHttpDate(date.toUTCString()), Math.floor(date.getTime() / 1000) * 1000);
    }),
  );
});
