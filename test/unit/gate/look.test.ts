import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FolderLookup } from '../../../src/gate/folder-lookup.ts';
import type { Expectation, FileLimits } from '../../../src/gate/gate.ts';
import { look, type View } from '../../../src/gate/look.ts';
import type { Storage } from '../../../src/storage/storage.ts';

interface Row {
  readonly name: string;
  readonly isFolder?: boolean;
  readonly size?: number | null;
  readonly modifiedDate?: string | null;
}

const NONE: FileLimits = { maxAgeSeconds: undefined, minBytes: undefined };
const BIG: FileLimits = { maxAgeSeconds: undefined, minBytes: 100 };
const FRESH: FileLimits = { maxAgeSeconds: 3600, minBytes: undefined };
const NOW = Date.parse('2026-01-31T12:00:00Z');

/** Looks into a storage that holds `folders`, each with its rows. */
function lookAt(
  path: string,
  folders: Readonly<Record<string, readonly Row[]>>,
  { expect = 'exists', limits = NONE }: { expect?: Expectation; limits?: FileLimits } = {},
) {
  const storage = {
    async objectState(asked: string) {
      const folder = asked.replace(/\/[^/]*$/, '');
      const isFile = folders[folder]?.some(({ name }) => asked === `${folder}/${name}`) ?? false;
      const exists = isFile || asked in folders;
      return { exists, isFolder: asked in folders, isSurelyFile: isFile };
    },
    async listFolder(folder: string) {
      const rows = folders[folder] ?? assert.fail(`${folder} is not a folder`);
      const files = rows.map((row) => ({
        path: `${folder}/${row.name}`,
        isFolder: false,
        size: null,
        modifiedDate: null,
        ...row,
      }));
      return { files, now: NOW };
    },
  } as unknown as Storage;
  const view = { plan: { expect, limits }, storage, folders: new FolderLookup(storage) } as View;
  return look(path, view);
}

test('a pattern is met by what its folder holds', async () => {
  const old = { name: 'old.html', isFolder: true };
  const names = ['a.html', 'b.html', 'a.pdf', '.hidden', 'A.HTML'];
  const folders = {
    '/docs': [...names.map((name) => ({ name })), old],
    '/empty': [],
    '/': [{ name: 'top.txt' }, { name: 'docs', isFolder: true }, { name: 'empty', isFolder: true }],
    '': [{ name: 'top.txt' }],
  };
  const rows: readonly (readonly [string, Expectation, boolean, number])[] = [
    ['/docs/*.html', 'exists', true, 3],
    ['/docs/*.html', 'file', true, 2],
    ['/docs/*.html', 'folder', true, 1],
    ['/docs/*.html', 'absent', false, 3],
    ['/docs/*', 'exists', true, 6],
    ['/docs/a*', 'exists', true, 2],
    ['/docs/*.pdf', 'folder', false, 0],
    ['/docs/*.docx', 'exists', false, 0],
    ['/docs/*.docx', 'absent', true, 0],
    ['/docs/a.h*l', 'file', true, 1],
    ['/docs/a.html*', 'file', true, 1],
    ['/docs/a**.html', 'file', true, 1],
    ['/docs/a*html', 'file', true, 1],
    ['/docs/a*b', 'exists', false, 0],
    ['/docs/.*', 'exists', true, 1],
    ['/docs/a.*.html', 'exists', false, 0],
    ['/empty/*', 'absent', true, 0],
    ['/empty/*', 'exists', false, 0],
    ['/missing/*', 'absent', true, 0],
    ['/missing/*', 'exists', false, 0],
    ['/top.txt/*', 'absent', true, 0],
    ['/*.txt', 'exists', true, 1],
    ['*.txt', 'exists', true, 1],
    ['*', 'folder', true, 2],
  ];
  for (const [pattern, expect, met, matches] of rows) {
    const finding = await lookAt(pattern, folders, { expect });
    assert.deepEqual([finding.met, finding.matches], [met, matches], `${pattern} ${expect}`);
    assert.equal(finding.exists, matches > 0 || pattern === '/docs/*.pdf', pattern);
  }
});

test('a pattern with limits is met by one file that certainly is as expected', async () => {
  const rows: readonly (readonly [sizes: (number | null)[], matches: number | undefined])[] = [
    [[5, null, 100], 1],
    [[5, 100, 200], 2],
    [[5, 99], 0],
    [[5, null], undefined],
  ];
  for (const [sizes, matches] of rows) {
    const folders = { '/x': sizes.map((size, index) => ({ name: `${index}.csv`, size })) };
    const finding = lookAt('/x/*.csv', folders, { limits: BIG });
    if (matches === undefined) {
      await assert.rejects(finding, { code: 'bad-response' });
    } else {
      assert.equal((await finding).matches, matches, JSON.stringify(sizes));
    }
  }
  const folder = { '/x': [{ name: 'old.csv', isFolder: true, size: 500 }] };
  assert.equal((await lookAt('/x/*.csv', folder, { limits: BIG })).met, false);
});

test('a file with limits is judged by its one row in the listing', async () => {
  const name = 'a.csv';
  const at = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();
  const judged: readonly (readonly [row: Row, limits: FileLimits, met: boolean])[] = [
    [{ name, size: 100 }, BIG, true],
    [{ name, size: 99 }, BIG, false],
    [{ name, modifiedDate: at(0.5) }, FRESH, true],
    [{ name, modifiedDate: at(24) }, FRESH, false],
  ];
  for (const [row, limits, met] of judged) {
    const finding = await lookAt('/x/a.csv', { '/x': [row] }, { limits });
    assert.equal(finding.met, met, JSON.stringify(row));
  }
  const unclear: readonly (readonly [rows: Row[], limits: FileLimits])[] = [
    [
      [
        { name, size: 200 },
        { name, size: 200 },
      ],
      BIG,
    ],
    [[{ name, modifiedDate: at(1) }], BIG],
    [[{ name, size: null }], BIG],
    [[{ name, size: 200 }], FRESH],
    [[{ name, modifiedDate: 'yesterday' }], FRESH],
    [[{ name, modifiedDate: '0001-01-01T00:00:00' }], FRESH],
    [[{ name, modifiedDate: at(-0.2) }], FRESH],
  ];
  for (const [rows, limits] of unclear) {
    const finding = lookAt('/x/a.csv', { '/x': rows }, { limits });
    await assert.rejects(finding, { code: 'bad-response' }, JSON.stringify(rows));
  }
});

test('a match of the wrong kind is named with its kind', async () => {
  const folders = { '/a': [{ name: 'x', isFolder: true }], '/b': [{ name: 'y' }] };
  const { words: folder } = await lookAt('/a/*', folders, { expect: 'file' });
  assert.equal(folder, 'matches 1 item, none as expected: "x" is a folder');
  const { words: file } = await lookAt('/b/*', folders, { expect: 'folder' });
  assert.equal(file, 'matches 1 item, none as expected: "y" is a file');
});
