import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ERROR_CODES } from '../../src/errors.ts';
import { run } from '../support/run.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const page = readFileSync(join(DOCS, 'troubleshooting.md'), 'utf8');

function headings(markdown: string): string[] {
  return [...markdown.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title);
}

/** The anchor that GitHub gives a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

describe('docs/troubleshooting.md', () => {
  test('has an entry for every error code, and for no other', () => {
    const codes = headings(page).filter((title) => /^[a-z]+(-[a-z]+)*$/.test(title));
    assert.deepEqual(codes, [...ERROR_CODES]);
  });

  test('the README has the same codes', () => {
    const readme = readFileSync(join(DOCS, '../README.md'), 'utf8');
    const [, section = ''] = /^## When it fails$(.*?)^## /ms.exec(readme) ?? [];
    const codes = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
    assert.deepEqual(codes, [...ERROR_CODES]);
  });

  test('every link to a heading, here or in the recipes, arrives', () => {
    const recipes = readFileSync(join(DOCS, 'recipes.md'), 'utf8');
    const here = headings(page).map(anchor);
    const there = headings(recipes).map(anchor);
    const links = [...page.matchAll(/\]\((recipes\.md)?#([^)]+)\)/g)];
    assert.ok(links.length > 10);
    for (const [, file, target = ''] of links) {
      assert.ok((file === undefined ? here : there).includes(target), target);
    }
    for (const [, target = ''] of recipes.matchAll(/\]\(#([^)]+)\)/g)) {
      assert.ok(there.includes(target), target);
    }
  });

  for (const question of [
    "my fork's pull request fails",
    '`invalid_client` but the secret is right',
    'the next job gets an empty token',
    '401 after an hour',
  ]) {
    test(`one search finds "${question}"`, () => {
      assert.ok(page.toLowerCase().includes(question));
    });
  }

  test('an annotation ends with the link to its entry', async () => {
    const { annotations } = await run();
    assert.match(
      annotations[0]?.message ?? '',
      /https:\/\/github\.com\/org\/aspose-auth\/blob\/v1\/docs\/troubleshooting\.md#missing-credentials$/,
    );
  });
});
