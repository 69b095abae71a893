import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENV_NAME } from '../../../src/inputs/env-name.ts';
import {
  BOOLEAN,
  isPlaceholder,
  noneOr,
  secondsFrom,
  serviceUrl,
} from '../../../src/inputs/rules.ts';
import { fc } from '../../support/random.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string());

test('a boolean is one of six words', () => {
  const words = ['true', 'True', 'TRUE', 'false', 'False', 'FALSE'];
  assert.deepEqual(words.map(BOOLEAN.parse), [true, true, true, false, false, false]);
  for (const bad of ['', 'tRUE', 'true ', ' true', 'truely', 'untrue', 'false\n', 'yes', '1']) {
    assert.equal(BOOLEAN.parse(bad), undefined, bad);
  }
  fc.assert(
    fc.property(anyText, (text) => {
      assert.equal(BOOLEAN.parse(text) === undefined, !words.includes(text));
    }),
  );
});

test('a number is whole and in its range', () => {
  const text = fc.oneof(
    anyText,
    fc.integer({ min: -5, max: 90_000 }).map(String),
    fc.float().map(String),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(0, 1), (value, least) => {
      const inRange =
        /^\d+$/.test(value) && BigInt(value) >= BigInt(least) && BigInt(value) <= 86_400n;
      assert.equal(secondsFrom(least).parse(value), inRange ? Number(value) : undefined);
    }),
  );
  const bytes = noneOr({ least: 1, most: Number.MAX_SAFE_INTEGER, unit: 'bytes' });
  assert.equal(bytes.parse('none'), 'none');
  assert.equal(bytes.parse('9007199254740991'), Number.MAX_SAFE_INTEGER);
  for (const bad of ['', '0', 'None', '9007199254740992', '1.0']) {
    assert.equal(bytes.parse(bad), undefined, bad);
  }
});

test('a URL has a scheme, a host, a port and a path, and nothing else', () => {
  const mark = fc.constantFrom('@', '\\', '?', '#', ' ', '\t', '\n', '\u00a0', '\u0000', '\u007f');
  fc.assert(
    fc.property(fc.string(), mark, fc.string(), (before, bad, after) => {
      assert.equal(serviceUrl(true).parse(`https://a.example/${before}${bad}${after}`), undefined);
      assert.equal(serviceUrl(true).parse(`https://${before}${bad}${after}`), undefined);
    }),
  );
  const refused = [
    'ftp://a.example',
    'mailto:a',
    'a.example',
    '/v4.0',
    '//a.example',
    'https:',
    'https://',
  ];
  for (const text of [
    ...refused,
    'https:/a.example',
    'https://a.example:99999',
    'https:\\\\a.example',
  ]) {
    assert.equal(serviceUrl(true).parse(text), undefined, text);
  }
  const rows: Readonly<Record<string, string>> = {
    'https://a.example': 'https://a.example/',
    'HTTPS://A.example:443/x/y//': 'https://a.example/x/y',
    'http://127.0.0.1:8080/': 'http://127.0.0.1:8080/',
  };
  for (const [text, href] of Object.entries(rows)) {
    assert.equal(serviceUrl(false).parse(text)?.href, href);
  }
});

test('http is for loopback, as the URL parser writes the host', () => {
  for (const host of [
    'localhost',
    'LOCALHOST',
    '127.0.0.1',
    '127.1',
    '0x7f000001',
    '2130706433',
    '[::1]',
  ]) {
    assert.notEqual(serviceUrl(false).parse(`http://${host}`), undefined, host);
  }
  for (const host of [
    '127.evil.example',
    'localhost.evil.example',
    '128.0.0.1',
    '0.0.0.0',
    '[::2]',
    '127.0.0.1.a',
    'notlocalhost',
  ]) {
    assert.equal(serviceUrl(false).parse(`http://${host}`), undefined, host);
  }
});

test('a placeholder is what scripts print for "no value"', () => {
  for (const text of ['null', 'NULL', 'undefined', 'None', 'nil', '""', '**', '*'.repeat(40)]) {
    assert.ok(isPlaceholder(text), text);
  }
  for (const text of ['', '*', 'nulls', 'a null', "''", 'none-at-all', '*a*']) {
    assert.ok(!isPlaceholder(text), text);
  }
});

test('env-name never changes how the runner or later steps run, in any case', () => {
  const reserved = fc.constantFrom(
    'GITHUB_',
    'RUNNER_',
    'ACTIONS_',
    'INPUT_',
    'STATE_',
    'NODE_',
    'NPM_',
    'PYTHON',
    'LD_',
    'DYLD_',
    'BASH_',
    'GIT_',
    'PIP_',
    'XDG_',
    'LC_',
  );
  const word = fc.string({ unit: fc.constantFrom(...'abcXYZ_019') });
  fc.assert(
    fc.property(fc.mixedCase(reserved), word, (prefix, rest) => {
      assert.equal(ENV_NAME.parse(prefix + rest), undefined);
      assert.equal(ENV_NAME.parse(`a${rest}_proxy`), undefined);
    }),
  );
  const names = [
    'PATH',
    'Path',
    'HOME',
    'CI',
    'ci',
    'ENV',
    'SSL_CERT_FILE',
    'ssl_cert_file',
    'SHELL',
    'LOGNAME',
    'ProgramData',
    'RUBYOPT',
    'CLASSPATH',
  ];
  const malformed = ['1TOKEN', 'MY-TOKEN', 'MY TOKEN', 'MY.TOKEN', 'A=B', 'TÖKEN', 'A\nB', ''];
  for (const bad of [...names, ...malformed]) {
    assert.equal(ENV_NAME.parse(bad), undefined, bad);
  }
  for (const name of [
    'ASPOSE_TOKEN',
    '_',
    't0ken',
    'HOMEPAGE',
    'CI_TOKEN',
    'MY_GITHUB_TOKEN',
    'MY_PROXY_HOST',
    'PROXY',
  ]) {
    assert.equal(ENV_NAME.parse(name), name);
  }
  fc.assert(
    fc.property(anyText, (text) => {
      assert.ok(ENV_NAME.parse(text) === undefined || /^[A-Za-z_]\w*$/.test(text));
    }),
  );
});
