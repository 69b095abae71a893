import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed, assertGate } from '../support/assertions.ts';
import { OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { pathsOf, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

/** Lines that can only be a mistake, with what the message has to tell. */
const MISTAKES: Readonly<Record<string, readonly [line: string, told: string | RegExp][]>> = {
  'a control character': [
    ['/a\tb', /control|U\+0009/],
    ['/a\u0001b', /control|U\+0001/],
    ['/a\u001b[2J', /control|U\+001B/],
    ['/a\u007fb', /control|U\+007F/],
    ['/a\u0085b', /control|U\+0085/],
    ['/a\rb', /control|U\+000D/],
  ],
  'an invisible character': [
    ['/a.lock\u200b', 'U+200B'],
    ['/a\ufeffb', 'U+FEFF'],
    ['/a\u00adb', 'U+00AD'],
    ['/a\u202eb', 'U+202E'],
    ['/a\u2060b', 'U+2060'],
  ],
  'an encoded space, slash or line break': [
    ['/a%20b', '%20'],
    ['/a%2Fb', '%2F'],
    ['/a%2fb', /%2f/i],
    ['/a%0Ab', '%0A'],
    ['/a%0db', /%0d/i],
  ],
  'a mark of something else': [
    ['/a\\b', '\\'],
    ['\\a\\b', '\\'],
    ['/a?versionId=1', '?'],
    ['/a//b', '//'],
    ['//a', '//'],
    [`/releases/\${VERSION}`, '${'],
    [`/releases/\${{ vars.UNSET }}`, '${'],
  ],
  'several paths in one line': [
    ['/a,/b', /one path per line/i],
    ['/a, /b', /one path per line/i],
    ['/a.lock /b.lock', /one path per line/i],
    ['/a\u00a0/b', /one path per line/i],
  ],
  'a comment': [
    ['/a.lock  # the lock', /one path per line/i],
    ['/a # b', /one path per line/i],
    ['/a\u00a0#\u3000b', /one path per line/i],
    ['# /a', '#'],
  ],
  'quotes, brackets or a list': [
    ['"/a"', 'quotes'],
    ["'/a'", 'quotes'],
    ['[/a]', '/'],
    ['["/a", "b"]', '/'],
    ['- /a', '/'],
  ],
  'an address': [
    ['https://api.aspose.cloud/a', '/'],
    ['s3://bucket/a', '/'],
    ['C:/a', 'C:/'],
    ['c:/a', 'c:/'],
  ],
  'a segment that is no name': [
    ['/a/../b', '..'],
    ['./a', '.'],
    ['/a/.', '.'],
    ['..', '..'],
  ],
  'a placeholder': [
    ['null', 'null'],
    ['undefined', 'undefined'],
    ['None', 'None'],
    ['""', '""'],
    ['***', '***'],
  ],
};

describe('a path is refused', AT_ONCE, () => {
  for (const [what, rows] of Object.entries(MISTAKES)) {
    test(`with ${what}, in each line that has it`, async () => {
      const lines = ['/good', '', ...rows.map(([line]) => line)];
      const paths = { 'storage-path': lines.join('\n'), 'storage-expect': 'absent' };
      const step = await run({ inputs: { ...OFFLINE, ...paths } });
      assertFailed(step, 'invalid-input');
      assertGate(step, 'unknown');
      const message = step.annotations[0]?.message.split('\n') ?? [];
      for (const [index, [line, told]] of rows.entries()) {
        const found =
          message.find((text) => text.includes(`storage-path, line ${index + 3}:`)) ?? '';
        assert.ok(
          typeof told === 'string' ? found.includes(told) : told.test(found),
          `${line}: ${found}`,
        );
      }
      assert.doesNotMatch(step.log.join(''), /\p{Cc}/u);
    });

    test(`with ${what}, also as the folder to list`, async () => {
      const [[folder, told] = ['', '']] = rows;
      const step = await run({ inputs: { ...OFFLINE, 'storage-list': folder } });
      assertFailed(step, 'invalid-input', 'storage-list', told);
    });
  }

  const ONLY_PATHS: readonly (readonly [line: string, told: string])[] = [
    ['/', '/'],
    ['/releases/', 'slash'],
    ['releases/', 'slash'],
    ['/a*/b', '*'],
    ['*/b', '*'],
    ['/a/\nnone', 'none'],
    ['/b\nnone', 'none'],
  ];
  for (const [lines, told] of ONLY_PATHS) {
    test(`in storage-path: ${JSON.stringify(lines)}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, 'storage-path': lines } });
      assertFailed(step, 'invalid-input', 'storage-path', /\bline [12]\b/, told);
      assertGate(step, 'unknown');
    });
  }

  for (const folder of ['/a*', '*', '/a/*.html']) {
    test(`in storage-list: ${folder}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, 'storage-list': folder } });
      assertFailed(step, 'invalid-input', 'storage-list', '*');
    });
  }

  for (const line of ['"/a"', '[/a]', '- /a', '# /a', 'https://a/b']) {
    test(`with a way out, since a leading slash makes an odd name a path: ${line}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, 'storage-path': line } });
      assertFailed(
        step,
        'invalid-input',
        /(leading|begin|start|first).*slash|slash.*(front|before)/i,
      );
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

  for (const folder of ['/', '/templates & more', '/with/slash/', 'relative']) {
    test(`also to be listed: ${folder}`, async () => {
      await using server = await startServer(service());
      const step = await run({ inputs: { ...server.inputs, 'storage-list': folder } });
      assert.deepEqual(step.annotations, []);
      assert.deepEqual(pathsOf(server.to('/folder')), [folder]);
    });
  }
});

describe('storage-name and storage-version-id', AT_ONCE, () => {
  for (const value of ['a\tb', 'a\u200bb', `\${NAME}`, '"First"', "'First'", 'null', '***']) {
    test(`are refused when they can only be a mistake: ${JSON.stringify(value)}`, async () => {
      const inputs = { 'storage-name': value, 'storage-version-id': value, 'storage-path': '/a' };
      const step = await run({ inputs: { ...OFFLINE, ...inputs } });
      assertFailed(step, 'invalid-input', 'storage-name', 'storage-version-id');
      assertGate(step, 'unknown');
    });
  }
});
