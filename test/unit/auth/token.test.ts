import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  claimsOf,
  earliest,
  expiryInstant,
  givenToken,
  hasExpired,
  instant,
  isTokenText,
  secondsLeft,
  toNumber,
  validity,
} from '../../../src/auth/token.ts';
import { makeJwt } from '../../support/credentials.ts';
import { fc } from '../../support/random.ts';

test('a token is visible ASCII', () => {
  for (const text of ['a', '!~', 'a.b-c_d']) {
    assert.ok(isTokenText(text), text);
  }
  for (const text of ['', 'a b', 'a\n', 'ü', 'a\u00a0', 'a\u007f', '\u0000']) {
    assert.ok(!isTokenText(text), JSON.stringify(text));
  }
});

test('a number may be text', () => {
  const rows: readonly (readonly [unknown, number | undefined])[] = [
    [5, 5],
    ['5', 5],
    ['-5', -5],
    ['5.5', 5.5],
    ...['', ' 5', '5s', '0x5', '1e3', 'NaN', true, null, undefined, [5], {}].map(
      (value) => [value, undefined] as const,
    ),
  ];
  for (const [value, number] of rows) {
    assert.equal(toNumber(value), number, JSON.stringify(value));
  }
});

test('the earliest known expiry counts, none after the year 9999', () => {
  assert.equal(earliest(), undefined);
  assert.equal(earliest(undefined, 7, 5), 5);
  assert.equal(earliest(253_402_300_799), 253_402_300_799);
  assert.equal(earliest(253_402_300_800, Number.POSITIVE_INFINITY), undefined);
  assert.equal(earliest(-5, 7), 0);
});

test('claims are read where they can be', () => {
  assert.deepEqual(claimsOf(makeJwt(0, { exp: '1700000000', nbf: 5 })), {
    exp: 1_700_000_000,
    nbf: 5,
  });
  for (const token of [
    'opaque',
    'a.b.c',
    '..',
    'a..c',
    makeJwt(0, { exp: 'x', EXP: 5, nbf: null }),
  ]) {
    assert.deepEqual(claimsOf(token), { exp: undefined, nbf: undefined });
  }
});

test('of any token the expiry is unknown or an instant that can be written', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.jsonValue().map((exp) => makeJwt(0, { exp })),
      ),
      (text) => {
        const written = expiryInstant(givenToken(text));
        assert.ok(written === undefined || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(written));
      },
    ),
  );
  assert.equal(instant(1_769_862_896.9), '2026-01-31T12:34:56Z');
});

test('what is left counts by the clock of the service', () => {
  const now = Date.now() / 1000;
  const token = (expiresAt: number | undefined, clockOffsetMs = 0) => ({
    value: 'x',
    expiresAt,
    clockOffsetMs,
  });
  assert.equal(secondsLeft(token(undefined)), undefined);
  assert.ok(Math.abs((secondsLeft(token(now + 100)) ?? 0) - 100) <= 1);
  assert.ok(Math.abs((secondsLeft(token(now + 100, 60_000)) ?? 0) - 40) <= 1);
  assert.ok(
    hasExpired(token(now - 1)) && !hasExpired(token(now + 100)) && !hasExpired(token(undefined)),
  );
  assert.ok(hasExpired(token(now + 100, 200_000)));
});

test('the validity is said in words', () => {
  const expiresAt = Math.floor(Date.now() / 1000);
  const token = (seconds: number) => ({
    value: 'x',
    expiresAt: expiresAt + seconds,
    clockOffsetMs: 0,
  });
  const at = (seconds: number) => instant(expiresAt + seconds);
  assert.equal(validity(token(3600)), `valid for 60 minutes, until ${at(3600)}`);
  assert.equal(validity(token(-5)), `expired at ${at(-5)}`);
  assert.equal(validity(givenToken('opaque')), 'with an unknown lifetime');
});
