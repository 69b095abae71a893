/**
 * Rules that hold whatever comes in, tried with generated values. The seed is fixed, so that every run tries the same;
 * PROPERTY_SEED and PROPERTY_RUNS choose others.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import {
  expiryInstant,
  givenToken,
  parseTokenResponse,
  requestToken,
  secondsLeft,
} from '../src/auth/token.ts';
import { AsposeAuthError } from '../src/errors.ts';
import type { Http } from '../src/http/client.ts';
import { parseRetryAfter } from '../src/http/send.ts';
import { type Inputs, readInputs } from '../src/inputs/plan.ts';
import { printable } from '../src/runner/log.ts';
import type { Answer } from '../src/service/answer.ts';
import { createStorage, parseListing, parseObjectState } from '../src/storage/storage.ts';
import { count, duration, fitting } from '../src/text.ts';
import { makeJwt } from './support/credentials.ts';
import { metadata, runAction } from './support/run-action.ts';
import { json, startServer } from './support/server.ts';
import { service } from './support/service.ts';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 1000);
/** For what starts a process each time; a failure is reported as found, since making it smaller takes hundreds more. */
const SPAWNED = { numRuns: Math.ceil(RUNS / 20), endOnFailure: true };
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20260131), numRuns: RUNS });

/** Any text that can be an environment variable: no NUL, no half of a surrogate pair. */
const text = fc
  .oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary-ascii' }), fc.string())
  .map((generated) => generated.replaceAll('\0', ''));

/** Text with what breaks a log: line ends, marks of commands, reordering, escape sequences. */
const nastyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('##[', '#', '[', '::error::', '%0A', '\r\n', '\n', '\u{85}', '\u{2028}'),
      fc.constantFrom('\u{2029}', '\u{202e}', '\u{1b}[2J', '\0', '\u{feff}', '\ud800', '\t', ' '),
      text,
    ),
  )
  .map((parts) => parts.join(''));

const jsonText = fc.oneof(
  fc.json(),
  nastyText,
  fc.json().map((whole) => whole.slice(0, -1)),
  fc.constantFrom('', 'null', '[]', '{}', '{"a":1e999}', '{"__proto__":{"exists":true}}'),
);

/** Short, since the toolkit prints a line for every longer token that it masks. */
const anyValue = fc
  .jsonValue()
  .map((value) => (typeof value === 'string' ? value.slice(0, 7) : value));

/** A JSON object of the given keys, now and then left out or twice, with values that are right or anything. */
function objectText(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<string> {
  const entries = Object.entries(fields).map(([name, right]) => {
    const key = fc.oneof(fc.constant(name), fc.mixedCase(fc.constant(name)));
    const value = fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: anyValue });
    const pair = fc.tuple(key, value);
    return fc.oneof(
      { weight: 9, arbitrary: fc.tuple(pair) },
      { weight: 1, arbitrary: fc.array(pair, { maxLength: 2 }) },
    );
  });
  return fc
    .tuple(fc.tuple(...entries), fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 }))
    .map(([pairs, others]) => JSON.stringify({ ...others, ...Object.fromEntries(pairs.flat()) }));
}

const tokenText = fc.oneof(
  fc.constant('short'),
  fc.string({ unit: fc.constantFrom(...'abcXYZ019._-~+/='), minLength: 1, maxLength: 7 }),
);
const seconds = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.nat().map(String),
  fc.constantFrom(0, -1, 3600, 1e308, '9'.repeat(400), '-5', 'NaN', 'Infinity', '0x10', ' 5'),
);
const tokenBody = fc.oneof(
  {
    weight: 3,
    arbitrary: objectText({
      access_token: tokenText,
      token_type: fc.mixedCase(fc.constant('bearer')),
      expires_in: seconds,
    }),
  },
  {
    weight: 1,
    arbitrary: objectText({ error: nastyText, error_description: nastyText }),
  },
  { weight: 1, arbitrary: jsonText },
);
const stateBody = fc.oneof(objectText({ exists: fc.boolean(), isFolder: fc.boolean() }), jsonText);
const row = objectText({
  name: fc.string({ minLength: 1 }),
  path: fc.string(),
  isFolder: fc.boolean(),
  size: fc.oneof(fc.nat(), fc.constant(null)),
  modifiedDate: fc.oneof(fc.string(), fc.constant(null)),
}).map((body): unknown => JSON.parse(body));
const listingBody = fc.oneof(objectText({ value: fc.array(row, { maxLength: 3 }) }), jsonText);

function answer(body: string, parts: Partial<Answer> = {}): Answer {
  const rest = {
    purpose: 'The request',
    host: 'aspose.test',
    attempts: 1,
    retryAfter: undefined,
    location: undefined,
  };
  return { status: 200, body, ...rest, ...parts };
}

/** Any answer at all, with `body` for one that says something. */
function answers(body: fc.Arbitrary<string>): fc.Arbitrary<Answer> {
  return fc
    .record({
      body,
      status: fc.oneof(
        fc.constantFrom(200, 200, 200, 201, 204, 301, 400, 401, 403, 404, 405, 429, 500),
        fc.integer({ min: 100, max: 599 }),
      ),
      retryAfter: fc.option(fc.double({ min: 0, max: 2 ** 53, noNaN: true }), { nil: undefined }),
      location: fc.option(fc.oneof(fc.webUrl(), nastyText), { nil: undefined }),
      attempts: fc.integer({ min: 1, max: 99 }),
    })
    .map(({ body: said, ...parts }) => answer(said, parts));
}

/** What `judge` makes of it; undefined for a failure, which has to be one that the reader can act on. */
async function judged<T>(judge: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await judge();
  } catch (error) {
    assert.ok(error instanceof AsposeAuthError, `not the project's error: ${error}`);
    assert.notEqual(error.code, 'internal-error');
    assert.doesNotMatch(error.message, /\p{Cc}|\p{Zl}|\p{Zp}/u);
    return undefined;
  }
}

/** The HTTP port, for as many requests as there are answers. */
function answering(...given: readonly Answer[]): Http {
  const left = [...given];
  return {
    timeoutSeconds: 60,
    requests: 0,
    deadline: () => 0,
    async send() {
      return left.shift() ?? assert.fail('one request too many');
    },
  };
}

/** The values of the keys that are `name` in any case. */
function valuesOf(body: string, name: string): unknown[] {
  const keys = Object.entries(JSON.parse(body));
  return keys.flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []));
}

describe('a token answer', () => {
  test('is a usable token or the project’s error', async () => {
    let usable = 0;
    await fc.assert(
      fc.asyncProperty(tokenBody, async (body) => {
        const response = await judged(() => parseTokenResponse(answer(body), 0));
        if (response !== undefined) {
          usable++;
          assert.deepEqual(Object.keys(response).sort(), ['expiresAt', 'value']);
          assert.deepEqual(valuesOf(body, 'access_token'), [response.value]);
          assert.match(response.value, /^[^\s\p{Cc}]+$/u);
          assert.ok(['number', 'undefined'].includes(typeof response.expiresAt));
        }
      }),
    );
    assertSome(usable);
  });

  test('as RFC 6749 has it is taken, whatever the case of its keys', () => {
    const keys = fc.tuple(
      fc.mixedCase(fc.constant('access_token')),
      fc.mixedCase(fc.constant('expires_in')),
      fc.mixedCase(fc.constant('token_type')),
      fc.mixedCase(fc.constant('bearer')),
    );
    fc.assert(
      fc.property(keys, tokenText, fc.nat(), fc.boolean(), (named, token, lifetime, quoted) => {
        const [accessToken, expiresIn, tokenType, bearer] = named;
        const body = JSON.stringify({
          [accessToken]: token,
          [expiresIn]: quoted ? String(lifetime) : lifetime,
          [tokenType]: bearer,
        });
        assert.deepEqual(parseTokenResponse(answer(body), 1000), {
          value: token,
          expiresAt: 1000 + lifetime,
        });
      }),
    );
  });

  test('of any status is a token that can be published or the project’s error', async () => {
    const tokenUrl = new URL('https://aspose.test/connect/token');
    const credentials = { clientId: 'somebody', clientSecret: 'a made-up secret' };
    let tokens = 0;
    await fc.assert(
      fc.asyncProperty(answers(tokenBody), async (given) => {
        const request = { http: answering(given), tokenUrl, credentials };
        const token = await judged(() => requestToken(request, 0));
        if (token !== undefined) {
          tokens++;
          assert.ok(given.status >= 200 && given.status <= 299);
          assertExpiry(token, undefined);
        }
      }),
    );
    assertSome(tokens);
  });
});

describe('a storage answer', () => {
  test('is a state or the project’s error, and no yes comes out of nothing', async () => {
    let states = 0;
    await fc.assert(
      fc.asyncProperty(stateBody, async (body) => {
        const state = await judged(() => parseObjectState(answer(body)));
        if (state !== undefined) {
          states++;
          assertState(state, body);
        }
      }),
    );
    assertSome(states);
  });

  test('in any sequence is a state by its last one or the project’s error', async () => {
    const token = givenToken('a-token');
    const storageUrl = new URL('https://aspose.test/v4.0/html');
    let states = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(answers(stateBody), { minLength: 4, maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        async (given, renewable, wholeStorage) => {
          const sent: Answer[] = [];
          const http = answering(...given);
          const storage = createStorage(
            {
              http: {
                ...http,
                async send(request, deadline) {
                  const next = await http.send(request, deadline);
                  sent.push(next);
                  return next;
                },
              },
              session: {
                current: () => token,
                renew: async () => (renewable ? token : undefined),
              },
            },
            { storageUrl, storageName: 'main', versionId: undefined },
          );
          const state = await judged(() =>
            wholeStorage ? storage.storageState() : storage.objectState('/a'),
          );
          if (state !== undefined) {
            states++;
            const { status, body } = sent.at(-1) ?? assert.fail('nothing was asked');
            assert.ok(status >= 200 && status <= 299);
            assertState(state, body);
          }
        },
      ),
    );
    assertSome(states);
  });

  test('to a listing is rows of the declared shape or the project’s error', async () => {
    let listed = 0;
    await fc.assert(
      fc.asyncProperty(listingBody, async (body) => {
        const files = await judged(() => parseListing(answer(body)));
        if (files !== undefined) {
          const [rows] = valuesOf(body, 'value');
          assert.ok(Array.isArray(rows) && rows.length === files.length);
          listed += files.length;
          for (const { name, path, isFolder, size, modifiedDate, ...more } of files) {
            assert.ok(typeof name === 'string' && name !== '');
            assert.equal(typeof path, 'string');
            assert.equal(typeof isFolder, 'boolean');
            assert.ok(size === null || typeof size === 'number');
            assert.ok(modifiedDate === null || typeof modifiedDate === 'string');
            assert.deepEqual(more, {});
          }
        }
      }),
    );
    assertSome(listed);
  });

  function assertState(state: { exists: boolean; isFolder: boolean }, body: string): void {
    assert.deepEqual(Object.keys(state).sort(), ['exists', 'isFolder']);
    assert.deepEqual(valuesOf(body, 'exists'), [state.exists]);
    const said = valuesOf(body, 'isfolder')[0] ?? false;
    assert.equal(state.isFolder, state.exists && said);
  }
});

describe('Retry-After', () => {
  const now = fc.integer({ min: 0, max: 4e12 });

  test('of any text is undefined or a number of seconds that can be waited for', () => {
    const month = fc.constantFrom('Jan', 'Feb', 'Foo', '13', '');
    const almostDate = fc
      .tuple(fc.constantFrom('Sun, ', 'Monday, ', 'Sun '), fc.nat(99), month, fc.nat(300_000), text)
      .map(([day, date, name, year, rest]) => `${day}${date} ${name} ${year} ${rest} GMT`);
    const header = fc.oneof(
      fc.constant(undefined),
      nastyText,
      almostDate,
      fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 400, size: 'max' }),
      fc.double().map(String),
    );
    let understood = 0;
    fc.assert(
      fc.property(header, now, (given, at) => {
        const wait = parseRetryAfter(given, at);
        if (wait !== undefined) {
          understood++;
          assert.ok(Number.isFinite(wait) && wait >= 0, String(wait));
        }
      }),
    );
    assertSome(understood);
  });

  test('of whole seconds or of an HTTP date means what it says', () => {
    const date = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true });
    fc.assert(
      fc.property(fc.nat(), date, now, (wait, until, at) => {
        assert.equal(parseRetryAfter(String(wait), at), wait);
        const whole = Math.floor(until.getTime() / 1000) * 1000;
        assert.equal(parseRetryAfter(until.toUTCString(), at), Math.max(0, (whole - at) / 1000));
      }),
    );
  });
});

describe('text in the log', () => {
  test('has no control character, no line end and no mark of a command, and stays as it is', () => {
    fc.assert(
      fc.property(nastyText, (given) => {
        const shown = printable(given);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        assert.equal(shown.includes('##['), false);
        assert.equal(printable(shown), shown);
      }),
    );
  });

  test('is left alone when nothing is wrong with it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (given) => {
        fc.pre(!given.includes('##['));
        assert.equal(printable(given), given);
      }),
    );
  });
});

describe('expiry', () => {
  test('of a JWT with any exp is that instant or not known', () => {
    const exp = fc.oneof(
      fc.double().map((value) => ({ json: JSON.stringify(value), value })),
      fc.integer({ min: -1, max: 5e9 }).map((value) => ({ json: String(value), value })),
      fc.constantFrom(
        { json: '-0', value: 0 },
        { json: '1e999', value: Number.POSITIVE_INFINITY },
        { json: '253402300799', value: 253402300799 },
        { json: '253402300799.001', value: 253402300799.001 },
        { json: '5e-324', value: 5e-324 },
      ),
      fc.json().map((given) => ({ json: given, value: JSON.parse(given) })),
    );
    let known = 0;
    fc.assert(
      fc.property(exp, ({ json: claim, value }) => {
        const payload = Buffer.from(`{"exp":${claim}}`).toString('base64url');
        known += assertExpiry(givenToken(`a.${payload}.b`), value) ? 1 : 0;
      }),
    );
    assertSome(known);
  });

  test('of any token is not known or an instant', () => {
    const payload = fc.oneof(jsonText, text).map((given) => Buffer.from(given));
    fc.assert(
      fc.property(payload, text, fc.boolean(), (middle, rest, whole) => {
        const token = whole ? rest : `${rest}.${middle.toString('base64url')}.${rest}`;
        assertExpiry(givenToken(token), undefined);
      }),
    );
  });
});

/** @param expected what `exp` says, if that is known; anything but a number within the years 1970 to 9999 is unusable */
function assertExpiry(token: ReturnType<typeof givenToken>, expected: unknown): boolean {
  const instant = expiryInstant(token);
  const left = secondsLeft(token);
  const usable = typeof expected === 'number' && expected >= 0 && expected <= 253402300799;
  if (expected !== undefined) {
    assert.equal(instant !== undefined, usable, `${expected}: ${instant}`);
  }
  assert.equal(left === undefined, instant === undefined);
  if (instant === undefined || left === undefined) {
    return false;
  }
  assert.match(instant, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const told = Date.parse(instant) / 1000;
  assert.ok(Number.isInteger(left));
  assert.ok(Math.abs(told - Date.now() / 1000 - left) <= 2, `${instant}, ${left} seconds left`);
  if (usable) {
    assert.ok(told <= expected && expected - told < 1, `${expected}: ${instant}`);
  }
  return true;
}

describe('wording', () => {
  test('of a duration is near it, in the largest unit that leaves two or more', () => {
    const units = { second: 1, minute: 60, hour: 3600, day: 86_400 };
    const length = fc.oneof(
      fc.double({ min: 0, max: Number.MAX_SAFE_INTEGER, noNaN: true }),
      fc.integer({ min: 0, max: 400_000 }),
    );
    fc.assert(
      fc.property(length, (given) => {
        const [, number = '', unit = ''] = /^(\d+) ([a-z]+?)s?$/.exec(duration(given)) ?? [];
        const size = units[unit as keyof typeof units];
        assert.equal(duration(given), count(Number(number), unit));
        assert.ok(Math.abs(Number(number) * size - given) <= Math.max(1, size / 2));
        assert.ok(size === 1 || Number(number) >= 2);
        assert.ok(size === 86_400 || given < 2 * nextUnit(size));
      }),
    );

    function nextUnit(size: number): number {
      return size === 1 ? 60 : size === 60 ? 3600 : 86_400;
    }
  });

  test('that has to fit is the longest beginning that does', () => {
    fc.assert(
      fc.property(fc.array(text), fc.nat(200), (items, most) => {
        const chosen = fitting(items, most);
        const bytes = (some: readonly string[]) => Buffer.byteLength(some.join(''));
        assert.deepEqual(chosen, items.slice(0, chosen.length));
        assert.ok(bytes(chosen) <= most);
        assert.ok(
          chosen.length === items.length || bytes(items.slice(0, chosen.length + 1)) > most,
        );
      }),
    );
  });
});

describe('inputs', () => {
  const before = { ...process.env };
  after(() => {
    process.env = before;
  });

  const boolean = fc.oneof(fc.constantFrom('true', 'True', 'FALSE', 'false', 'yes', '1', ''), text);
  const amount = fc.oneof(
    fc.constantFrom('0', '1', '86400', '86401', '-1', '1.5', '1e3', '٣', '0x10', ''),
    fc.nat(100_000).map(String),
    text,
  );
  const line = fc.oneof(fc.constantFrom('', 'main', '/a/ü.html'), text);
  const url = fc.oneof(
    fc.constantFrom('', 'https://a.test', 'https://a.test:8443/x/', 'HTTPS://A.TEST//'),
    fc.constantFrom('http://localhost:1', 'http://127.9.9.9', 'http://[::1]/', 'http://a.test'),
    fc.constantFrom('https://u:p@a.test', 'https://a.test?x', 'https://a.test#', 'ftp://a.test'),
    fc.constantFrom('https:a.test', 'https://', 'https://a b', 'http://127.0.0.1.evil.test'),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    text,
    text.map((rest) => `https://${rest}`),
  );
  const name = fc.oneof(
    fc.constantFrom('', 'TOKEN', '_x1', '1x', 'a-b', 'é'),
    fc
      .tuple(
        fc.constantFrom('', 'GITHUB_', 'RUNNER_', 'ACTIONS_', 'INPUT_', 'LD_', 'DYLD_', 'MY_'),
        fc.constantFrom('NODE_OPTIONS', 'PATH', 'HOME', 'CI', 'BASH_ENV', 'ENV', 'X', 'TOKEN'),
        fc.constantFrom('', '', '_PROXY'),
      )
      .chain((parts) => fc.mixedCase(fc.constant(parts.join('')))),
    text,
  );
  const paths = fc.oneof(
    fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n')),
    fc.constantFrom('', '/a', ' /a \r\n\r\n/a\n/b'),
  );
  const choices = (...allowed: string[]) =>
    fc.oneof(fc.constantFrom('', ...allowed), fc.mixedCase(fc.constantFrom(...allowed)), text);
  const given = {
    'min-validity-seconds': amount,
    'on-missing-credentials': choices('fail', 'skip'),
    'base-url': url,
    'token-url': url,
    'storage-url': url,
    'allow-http': boolean,
    'timeout-seconds': amount,
    'export-env': boolean,
    'env-name': name,
    'job-summary': boolean,
    'storage-path': paths,
    'storage-name': line,
    'storage-version-id': line,
    'storage-expect': choices('exists', 'absent', 'file', 'folder'),
    'storage-required': boolean,
    'storage-wait-seconds': amount,
    'storage-list': line,
  };
  type Texts = Record<keyof typeof given, string>;

  function read(texts: Texts): Inputs {
    process.env = Object.fromEntries(
      Object.entries(texts).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]),
    );
    return readInputs();
  }

  const isBoolean = (value: string) => /^(true|True|TRUE|false|False|FALSE)?$/.test(value);
  const isLine = (value: string) => !/\p{Cc}/u.test(value);
  const isAmount = (value: string, least: number) =>
    value === '' ||
    (/^[0-9]+$/.test(value) && BigInt(value) >= BigInt(least) && BigInt(value) <= 86_400n);
  const isDangerous = (value: string) =>
    /^(GITHUB_|RUNNER_|ACTIONS_|INPUT_|LD_|DYLD_)|_PROXY$/.test(value.toUpperCase()) ||
    ['NODE_OPTIONS', 'PATH', 'HOME', 'CI', 'BASH_ENV', 'ENV'].includes(value.toUpperCase());

  /** The paths that are meant; undefined for a text that breaks the rule. */
  function pathsOf(value: string): string[] | undefined {
    const lines = value.split('\n').map((each) => each.trim());
    return lines.every(isLine) ? [...new Set(lines)].filter((each) => each !== '') : undefined;
  }

  /** The inputs, URLs left out, that break the contract's rules. */
  function broken(texts: Texts): string[] {
    const found = pathsOf(texts['storage-path']) ?? [];
    const nameOk = isLine(texts['storage-name']);
    const storageAlone = found.length === 0 && nameOk && texts['storage-name'] !== '';
    const expect = texts['storage-expect'];
    const envName = texts['env-name'];
    const rules = {
      'min-validity-seconds': isAmount(texts['min-validity-seconds'], 0),
      'on-missing-credentials': ['', 'fail', 'skip'].includes(texts['on-missing-credentials']),
      'allow-http': isBoolean(texts['allow-http']),
      'timeout-seconds': isAmount(texts['timeout-seconds'], 1),
      'export-env': isBoolean(texts['export-env']),
      'env-name':
        envName === '' || (/^[A-Za-z_][A-Za-z0-9_]*$/.test(envName) && !isDangerous(envName)),
      'job-summary': isBoolean(texts['job-summary']),
      'storage-path': pathsOf(texts['storage-path']) !== undefined,
      'storage-name': nameOk,
      'storage-version-id':
        isLine(texts['storage-version-id']) &&
        (texts['storage-version-id'] === '' || found.length === 1),
      'storage-expect': [
        '',
        'exists',
        'absent',
        ...(storageAlone ? [] : ['file', 'folder']),
      ].includes(expect),
      'storage-required': isBoolean(texts['storage-required']),
      'storage-wait-seconds': isAmount(texts['storage-wait-seconds'], 0),
      'storage-list': isLine(texts['storage-list']),
    };
    return Object.entries(rules).flatMap(([key, ok]) => (ok ? [] : [key]));
  }

  /** Mostly as valid as not: a few arbitrary inputs, the rest left out. */
  const someGiven = fc
    .record(given)
    .chain((texts) =>
      fc
        .subarray(Object.keys(texts) as (keyof Texts)[], { maxLength: 6 })
        .map(
          (chosen) =>
            Object.fromEntries(
              Object.entries(texts).map(([key, value]) => [
                key,
                chosen.includes(key as keyof Texts) ? value : '',
              ]),
            ) as Texts,
        ),
    );

  test('of any text are read by the rules, or every one that breaks them is named', () => {
    let good = 0;
    fc.assert(
      fc.property(someGiven, (texts) => {
        const trimmed = Object.fromEntries(
          Object.entries(texts).map(([key, value]) => [key, value.trim()]),
        ) as Texts;
        const expected = broken(trimmed);
        let inputs: Inputs;
        try {
          inputs = read(texts);
        } catch (error) {
          assert.ok(error instanceof AsposeAuthError && error.code === 'invalid-input', `${error}`);
          const sentences = error.message.split('\n');
          const named = sentences.map(
            (each) => /^The input (\S+) must be /.exec(each)?.[1] ?? each,
          );
          const others = named.filter((each) => !/^(base|token|storage)-url$/.test(each));
          assert.deepEqual([...new Set(others)].sort(), expected.sort());
          assert.ok(named.every((each) => trimmed[each as keyof Texts] !== ''));
          assert.doesNotMatch(error.message.replaceAll('\n', ''), /[\p{Cc}\p{Zl}\p{Zp}]/u);
          return;
        }
        good++;
        assert.deepEqual(expected, []);
        assertInputs(inputs, trimmed);
      }),
    );
    assertSome(good);
  });

  function assertInputs(inputs: Inputs, texts: Texts): void {
    const allowHttp = texts['allow-http'].toLowerCase() === 'true';
    for (const { href, protocol, hostname } of [inputs.tokenUrl, inputs.storageUrl]) {
      assert.doesNotMatch(href, /[@?#\s]/);
      assert.doesNotMatch(href, /[^/]\/$/.test(href) && href.split('/').length > 4 ? /\/$/ : /^$/);
      const isLoopback =
        hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
      assert.ok(protocol === 'https:' || (protocol === 'http:' && (allowHttp || isLoopback)), href);
    }
    assert.deepEqual(inputs.auth, { kind: 'missing', missing: ['client-id', 'client-secret'] });
    assert.equal(inputs.timeoutSeconds, Number(texts['timeout-seconds'] || 60));
    assert.equal(inputs.minValiditySeconds, Number(texts['min-validity-seconds'] || 60));
    assert.equal(inputs.jobSummary, texts['job-summary'].toLowerCase() !== 'false');
    assert.equal(
      inputs.exportTo,
      texts['export-env'].toLowerCase() === 'false'
        ? undefined
        : texts['env-name'] || 'ASPOSE_ACCESS_TOKEN',
    );
    assert.equal(inputs.listFolder ?? '', texts['storage-list']);
    assert.equal(inputs.storageName ?? '', texts['storage-name']);
    assert.equal(inputs.versionId ?? '', texts['storage-version-id']);
    const found = pathsOf(texts['storage-path']) ?? [];
    const terms = {
      expect: texts['storage-expect'] || 'exists',
      required: texts['storage-required'].toLowerCase() !== 'false',
      waitSeconds: Number(texts['storage-wait-seconds']),
    };
    const paths = { subject: { kind: 'paths', paths: found }, ...terms };
    const storage = { subject: { kind: 'storage', name: texts['storage-name'] }, ...terms };
    const subject = texts['storage-name'] === '' ? undefined : storage;
    assert.deepEqual(inputs.gate, found.length > 0 ? paths : subject);
  }
});

describe('the bundle', { concurrency: 2 }, () => {
  test('sends any id and secret as they are, logs neither, and knows how to fail', async () => {
    const secret = fc.oneof(
      text,
      fc.string({ unit: fc.constantFrom(...'aZ09 +&%=#?"\\\'\r\n\t~é€😀'), minLength: 8 }),
    );
    const token = fc.oneof(fc.constant(''), fc.constant(makeJwt()), text);
    let authenticated = 0;
    await fc.assert(
      fc.asyncProperty(secret, secret, token, async (clientId, clientSecret, accessToken) => {
        const pair = { 'client-id': clientId, 'client-secret': clientSecret };
        await using server = await startServer(service());
        const { exitCode, outputs, log, annotations } = await runAction({
          inputs: { ...pair, 'access-token': accessToken, 'base-url': server.url },
        });
        const shown = log.filter((each) => !each.startsWith('::add-mask::')).join('\n');
        for (const hidden of [clientSecret.trim(), accessToken.trim()]) {
          assert.ok(hidden.length < 8 || !shown.includes(hidden), 'a secret is in the log');
        }
        if (exitCode === 0) {
          authenticated++;
          assert.equal(outputs.status, 'authenticated');
          for (const { body } of server.requests) {
            const form = new URLSearchParams(body);
            assert.equal(form.get('client_id'), clientId.trim());
            assert.equal(form.get('client_secret'), clientSecret.trim());
          }
          const asked = accessToken.trim() === '' ? 1 : 0;
          assert.equal(server.requests.length, asked);
          return;
        }
        assert.equal(exitCode, 1);
        assert.equal(outputs.status, 'failed');
        assert.match(outputs['error-code'] ?? '', /^(invalid-input|missing-credentials)$/);
        assert.equal(annotations.filter(({ level }) => level === 'error').length, 1);
        assert.deepEqual(server.requests, []);
      }),
      SPAWNED,
    );
    assertSome(authenticated, 0.5 * SPAWNED.numRuns);
  });

  test('asks for any path and storage such that the server decodes what was given', async () => {
    const word = text.map((given) => given.replace(/\p{Cc}/gu, ''));
    const path = fc
      .oneof(
        word,
        fc.array(fc.oneof(word, fc.constantFrom('..', '.', '', '%2F', 'a b', 'a+b', '&x=y', '#'))),
      )
      .map((given) => (Array.isArray(given) ? given.join('/') : given));
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(path, { maxLength: 60, size: 'max' }),
        word,
        word,
        async (lines, storage, version) => {
          const expected = [...new Set(lines.map((each) => each.trim()))].filter(Boolean);
          const storageName = storage.trim();
          const isGate = expected.length > 0 || storageName !== '';
          const versionId = expected.length === 1 ? version.trim() : '';
          const asked: Record<string, string>[] = [];
          await using server = await startServer((request, response, position) => {
            if (request.method === 'POST') {
              return service()(request, response, position);
            }
            asked.push(decoded(request.path));
            return json(response, { exists: true });
          });
          const { exitCode, outputs } = await runAction({
            inputs: {
              'client-id': 'somebody',
              'client-secret': 'made-up-secret',
              'base-url': server.url,
              'storage-path': lines.join('\n'),
              'storage-name': storage,
              'storage-version-id': versionId,
            },
          });
          assert.equal(exitCode, 0);
          assert.equal(outputs['storage-gate'], isGate ? 'passed' : 'skipped');
          const common = {
            ...(storageName === '' ? {} : { storageName }),
            ...(versionId === '' ? {} : { versionId }),
          };
          const queries = expected.map((each) => ({ path: each, ...common }));
          const alone = isGate && expected.length === 0 ? [{ storageName }] : queries;
          assert.deepEqual(sorted(asked), sorted(alone));
          const results: { path: string }[] = JSON.parse(outputs['storage-results'] || '[]');
          assert.deepEqual(
            results.map((each) => each.path),
            expected,
          );
          checked += expected.length;
        },
      ),
      SPAWNED,
    );
    assertSome(checked, 10 * SPAWNED.numRuns);
  });

  /** The query as any server reads it: by pairs, by percent signs, and with nothing else to it. */
  function decoded(target: string): Record<string, string> {
    const query = target.slice(target.indexOf('?') + 1);
    const pairs = query.split('&').map((pair) => pair.split('=').map(decodeURIComponent));
    assert.deepEqual(pairs, [...new URLSearchParams(query)]);
    return Object.fromEntries(pairs);
  }

  function sorted(queries: readonly object[]): string[] {
    return queries.map((query) => JSON.stringify(query)).sort();
  }

  test('of any text in every input, and in a proxy’s password, ends by the contract', async () => {
    const every = fc.record(
      Object.fromEntries(Object.keys(metadata.inputs).map((each) => [each, text])),
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(every, text, async (inputs, proxy) => {
        // Nothing that could reach beyond this machine.
        const urls = { 'base-url': 'http://127.0.0.1:9', 'token-url': '', 'storage-url': '' };
        const { exitCode, outputs, annotations } = await runAction({
          inputs: { ...inputs, ...urls, 'timeout-seconds': '1' },
          env: { http_proxy: `http://somebody:${proxy}@127.0.0.1:9` },
        });
        assert.equal(outputs.status, exitCode === 0 ? 'authenticated' : 'failed');
        assert.notEqual(outputs['error-code'], 'internal-error');
        const errors = annotations.filter(({ level }) => level === 'error').length;
        assert.equal(errors, exitCode);
      }),
      SPAWNED,
    );
  });
});

/** That a property holds says little when hardly any of the generated values is good. */
function assertSome(good: number, least = RUNS / 20): void {
  assert.ok(good >= least, `only ${good} generated values were good`);
}
