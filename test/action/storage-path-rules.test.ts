import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed, assertGate } from '../support/assertions.ts';
import { OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { pathsOf, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

/** A leading slash makes an odd name a path. */
const WAY_OUT = /slash before/;

/** A line of each kind that can only be a mistake, with what the message has to tell; the unit test has them all. */
const MISTAKES: readonly (readonly [line: string, told: string | RegExp])[] = [
  ['/a\u001b[2J', 'U+001B'],
  ['/a\u202eb', 'U+202E'],
  ['/a%20b', '%20'],
  ['/a\\b', 'backslash'],
  ['/a?versionId=1', 'question mark'],
  ['/a//b', 'unset'],
  [`/releases/\${{ vars.UNSET }}`, '${'],
  ['/a, /b', /one path per line/],
  ['/a\u00a0#\u3000b', /one path per line/],
  ['# /a', WAY_OUT],
  ['"/a"', WAY_OUT],
  ['["/a", "b"]', WAY_OUT],
  ['- /a', WAY_OUT],
  ['s3://bucket/a', WAY_OUT],
  ['C:/a', 'disk'],
  ['/a/../b', '".."'],
  ['/', 'root'],
  ['/releases/', 'slash'],
  ['/a*/b', '*'],
  ['none', 'none'],
  ['null', 'null'],
];

describe('a path is refused', AT_ONCE, () => {
  test('that can only be a mistake, each with its line', async () => {
    const lines = ['/good', '', ...MISTAKES.map(([line]) => line)];
    const paths = { 'storage-path': lines.join('\n'), 'storage-expect': 'absent' };
    const step = await run({ inputs: { ...OFFLINE, ...paths } });
    assertFailed(step, 'invalid-input');
    assertGate(step, 'unknown');
    const message = step.annotations[0]?.message.split('\n') ?? [];
    for (const [index, [line, told]] of MISTAKES.entries()) {
      const found = message.find((text) => text.includes(`storage-path, line ${index + 3}:`)) ?? '';
      assert.ok(
        typeof told === 'string' ? found.includes(told) : told.test(found),
        `${line}: ${found}`,
      );
    }
    assert.doesNotMatch(step.log.join(''), /\p{Cc}/u);
  });

  for (const [folder, told] of [
    ['/a*', '*'],
    ['"/a"', 'quotes'],
    [`/releases/\${VERSION}`, '${'],
  ] as const) {
    test(`also as the folder to list: ${folder}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, 'storage-list': folder } });
      assertFailed(step, 'invalid-input', 'storage-list', told);
    });
  }
});

describe('a path is sent as given', AT_ONCE, () => {
  const ODD = [
    ...['/plain', 'no/slash/first', '/with space', '/a+b', '/a&path=/other', '/100%', '/%2e'],
    ...['/a#fragment', '/#hash', '/a=b;c,d', '/Grüße/ΣΊΣΥΦΟΣ/文書', '/e\u0301 and \u00e9'],
    ...['/🚀.html', '/👩\u200d💻', '/a\u200cb', `/quote"'\`<>{}|^$(id)`, '/- x', '/# x', '/"x"'],
    ...['/.hidden', '/...', '/a:b/c', '/[x]', '/none', '/null', 'nonesuch', '/a,b', '~/x'],
  ];

  test('however odd, in any way that a server decodes it', async () => {
    await using server = await startServer(service({ files: ODD }));
    const step = await run({
      inputs: { ...server.inputs, 'storage-path': ODD.join('\n'), 'storage-name': 'R & D + Ü #1' },
    });
    assertGate(step, 'passed', true);
    assert.deepEqual(pathsOf(server.to('/storage/exists')).toSorted(), ODD.toSorted());
    for (const { path } of server.to('/storage/exists')) {
      const asForm = Object.fromEntries(new URLSearchParams(path.replace(/.*?\?/, '')));
      const pairs = path.replace(/.*?\?/, '').split('&');
      const asUri = Object.fromEntries(
        pairs.map((pair) => pair.split('=').map(decodeURIComponent)),
      );
      assert.deepEqual(asUri, asForm);
      assert.equal(asForm.storageName, 'R & D + Ü #1');
    }
  });

  for (const folder of ['/', 'templates & more/']) {
    test(`also to be listed: ${folder}`, async () => {
      await using server = await startServer(service());
      const step = await run({ inputs: { ...server.inputs, 'storage-list': folder } });
      assert.deepEqual(step.annotations, []);
      assert.deepEqual(pathsOf(server.to('/folder')), [folder]);
    });
  }
});

/** One of each kind; the unit test of the rule has them all. */
describe('storage-name and storage-version-id', AT_ONCE, () => {
  for (const value of ['a\u200bb', '"First"']) {
    test(`are refused when they can only be a mistake: ${JSON.stringify(value)}`, async () => {
      const inputs = { 'storage-name': value, 'storage-version-id': value, 'storage-path': '/a' };
      const step = await run({ inputs: { ...OFFLINE, ...inputs } });
      assertFailed(step, 'invalid-input', 'storage-name', 'storage-version-id');
      assertGate(step, 'unknown');
    });
  }
});
