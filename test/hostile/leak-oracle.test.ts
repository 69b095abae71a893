/** The oracle that the other tests trust, by leaks that are planted here. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNoLeak, findLeaks } from '../support/leak-oracle.ts';
import type { ActionRun } from '../support/run.ts';

const SECRET = 'correct+horse/battery=staple';

describe('the oracle finds', () => {
  const secrets = [SECRET, '=/+&äöü', 'all at once!', String.raw`back\slash"quote`];
  const base64After = (before: string) => Buffer.from(before + SECRET).toString('base64');
  const planted: Record<string, { shown: string; form: string }> = {
    'the secret': { shown: SECRET, form: 'text' },
    'twelve characters of it': { shown: `(${SECRET.slice(7, 19)})`, form: 'text' },
    'its URL encoding': { shown: encodeURIComponent('=/+&äöü'), form: 'URL encoding' },
    'its form encoding': { shown: 'all+at+once%21', form: 'form encoding' },
    'its JSON escape': { shown: String.raw`back\\slash\"quote`, form: 'JSON escape' },
    'its base64': { shown: base64After(''), form: 'base64, alignment 0' },
    'its base64 after one character': { shown: base64After(':'), form: 'base64, alignment 1' },
    'its base64 after two characters': { shown: base64After('a:'), form: 'base64, alignment 2' },
    'its base64 after a user': { shown: base64After('user:'), form: 'base64, alignment 2' },
    'its hex': { shown: Buffer.from(SECRET).toString('hex'), form: 'hex' },
  };
  for (const [what, { shown, form }] of Object.entries(planted)) {
    for (const place of ['log', 'stderr', 'summary', 'error', 'expiresAt', 'sealed-token']) {
      test(`${what} in: ${place}`, () => {
        const text = `before ${shown} after`;
        const leaks = findLeaks(
          runWith({
            log: place === 'log' ? [text] : [],
            stderr: place === 'stderr' ? text : '',
            summary: place === 'summary' ? text : '',
            annotations:
              place === 'error' ? [{ level: place, title: 'aspose-auth', message: text }] : [],
            state: place === 'expiresAt' ? { expiresAt: text } : {},
            outputs: place === 'sealed-token' ? { 'sealed-token': text } : {},
          }),
          secrets,
        );
        assert.equal(leaks.length, 1, leaks.join('\n'));
        assert.match(
          leaks[0] ?? '',
          new RegExp(`^${place}: ${form} of secret \\d, in: (aspose-auth: )?before`),
        );
      });
    }
  }

  test('the base64 of which the runner masks only a part', () => {
    const log = [mask(SECRET), Buffer.from(`${SECRET}:and more`).toString('base64')];
    assert.match(findLeaks(runWith({ log }), [SECRET]).join(), /base64, alignment 0/);
  });

  test('a secret that comes before its mask', () => {
    const log = [`Now: ${SECRET}`, mask(SECRET), `Then: ${SECRET}`];
    assert.deepEqual(findLeaks(runWith({ log }), [SECRET]), [
      `log: text of secret 1, in: Now: ${SECRET}`,
    ]);
  });

  test('what the mask of another value leaves over', () => {
    const log = [mask('staple'), SECRET];
    assert.deepEqual(findLeaks(runWith({ log }), [SECRET]), [
      'log: text of secret 1, in: correct+horse/battery=***',
    ]);
  });

  test('the white space around a line, which the runner does not mask', () => {
    const log = [mask(`  ${SECRET}\nmore of it`), `<  ${SECRET}>`];
    assert.deepEqual(findLeaks(runWith({ log }), [SECRET]), []);
    assert.notDeepEqual(findLeaks(runWith({ log: [mask(' \n '), SECRET] }), [SECRET]), []);
  });

  test('a secret in a debug line, although it is masked', () => {
    const log = [mask(SECRET), `::debug::with ${SECRET}`];
    assert.deepEqual(findLeaks(runWith({ log }), [SECRET]), [
      `debug: text of secret 1, in: with ${SECRET}`,
    ]);
  });

  test('a short secret as a whole', () => {
    assert.match(findLeaks(runWith({ log: ['with 8 char5 x'] }), ['8 char5 ']).join(), /text/);
  });

  test('the token in any output but its own', () => {
    const outputs = { 'access-token': SECRET, 'token-type': SECRET };
    assert.deepEqual(findLeaks(runWith({ outputs }), [SECRET]), [
      `token-type: text of secret 1, in: ${SECRET}`,
    ]);
  });

  test('what is innocent and masked', () => {
    const run = runWith({
      log: ['exists: true', mask('rue'), 'exists: true', 'a storage'],
      outputs: { 'storage-exists': 'true' },
    });
    assert.deepEqual(findLeaks(run, [], ['true', 'a storage']), [
      'log: "true" is masked, in: exists: true',
      'storage-exists: masked, in: true',
      '"true" is masked in the later steps',
    ]);
  });
});

describe('the oracle knows that the runner masks', () => {
  const forms: Record<string, { value: string; shown: string }> = {
    'the value': { value: SECRET, shown: `${SECRET}${SECRET} and ${SECRET}` },
    'its URI form': { value: SECRET, shown: encodeURIComponent(SECRET) },
    'its base64': { value: SECRET, shown: Buffer.from(SECRET).toString('base64') },
    'its base64 in the URL alphabet': {
      value: '~~??~~??~~??',
      shown: Buffer.from('~~??~~??~~??').toString('base64url'),
    },
    'its JSON form': { value: 'a "quoted" secret', shown: String.raw`a \"quoted\" secret` },
    'its XML form': { value: `<it's & secret>`, shown: '&lt;it&apos;s &amp; secret&gt;' },
    'its expression form': { value: "it's all 'quoted'", shown: "it''s all ''quoted''" },
    'its text in quotes': { value: '"a quoted secret"', shown: 'a quoted secret' },
    'what PowerShell prints before an ampersand': {
      value: 'first-part&second-part',
      shown: 'first-part&',
    },
    'what PowerShell prints after it': { value: 'first&second-part', shown: 'second-part' },
    'what PowerShell prints after a coloured letter': {
      value: 'first-part&+second&part',
      shown: 'econd&part',
    },
    'each line, trimmed': {
      value: `${SECRET}\n  another line of it `,
      shown: 'another line of it',
    },
    'a value of two characters': { value: 'ab', shown: 'ab' },
    'what the escapes stand for': { value: '100%0A is one line', shown: '100%0A is one line' },
  };
  for (const [what, { value, shown }] of Object.entries(forms)) {
    test(what, () => {
      const log = [mask(value), `(${shown})`];
      assertNoLeak(runWith({ log }), [value, shown]);
    });
  }

  test('what a command says, not how it is escaped', () => {
    const log = [mask('1%2B1=2, always'), '::notice title=a::b: 1%252B1=2, always'];
    assertNoLeak(runWith({ log }), ['1%2B1=2, always']);
  });
});

function mask(value: string): string {
  return `::add-mask::${value.replaceAll('%', '%25').replaceAll('\n', '%0A')}`;
}

/** A run that printed and wrote nothing, but for `parts`. */
function runWith(parts: Partial<ActionRun>): ActionRun {
  return {
    exitCode: 0,
    log: [],
    stderr: '',
    outputs: {},
    env: {},
    state: {},
    summary: '',
    files: '',
    annotations: [],
    masks: [],
    ...parts,
  };
}
