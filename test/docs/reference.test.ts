/** The pages name what the action has, and nothing that it has not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ERROR_CODES } from '../../src/errors.ts';
import { metadata, run } from '../support/run.ts';
import { found, headings, read } from './pages.ts';

const README = read('README.md');
const TROUBLESHOOTING = read('docs/troubleshooting.md');

describe('the README', () => {
  for (const name of [...Object.keys(metadata.inputs), ...Object.keys(metadata.outputs)]) {
    test(`names ${name}`, () => assert.ok(README.includes(`\`${name}\``)));
  }

  test('has a row for every error code, and for no other', () => {
    const [, section = ''] = /^## When it fails$(.*?)^## /ms.exec(README) ?? [];
    assert.deepEqual(found(section, /^\| `([a-z-]+)` \|/gm), [...ERROR_CODES]);
  });
});

describe('docs/troubleshooting.md', () => {
  test('has an entry for every error code, and for no other', () => {
    const titles = headings(TROUBLESHOOTING, '##').map((title) => title.replaceAll('`', ''));
    const codes = titles.filter((title) => /^[a-z]+(-[a-z]+)*$/.test(title));
    assert.deepEqual(codes, [...ERROR_CODES]);
  });

  for (const words of [
    "my fork's pull request fails",
    '`invalid_client` but the secret is right',
    'the next job gets an empty token',
    '401 after an hour',
    'Argument list too long',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'storage-path',
    'Skip output',
  ]) {
    test(`one search finds "${words}"`, () => {
      assert.ok(TROUBLESHOOTING.toLowerCase().includes(words.toLowerCase()));
    });
  }

  test('quotes what the action says', () => {
    const said = read('dist/index.js') + read('dist/post.js');
    const quotes = [...TROUBLESHOOTING.matchAll(/\*\*(".+?")\*\*/gs)].flatMap(([, quotes = '']) =>
      quotes.replaceAll('\n', ' ').slice(1, -1).split('", "'),
    );
    assert.ok(quotes.length > 50);
    const isSaid = (words: string) => said.includes(words) || said.includes(escapedIn(words));
    const invented = quotes.filter(
      (quote) => !quote.split('…').every((part) => isSaid(part.trim())),
    );
    assert.deepEqual(invented, []);
  });

  test('is where an annotation links to, at the tag of its version', async () => {
    const { version } = JSON.parse(read('package.json'));
    const { annotations } = await run();
    const link = `https://github.com/org/aspose-auth/blob/v${version}/docs/troubleshooting.md`;
    assert.ok(annotations[0]?.message.endsWith(`${link}#missing-credentials`));
  });
});

/** `words` as they stand in a string of the bundle. */
function escapedIn(words: string): string {
  return words.replaceAll('"', '\\"').replaceAll('${', '\\${');
}
