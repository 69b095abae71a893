/** What ships: the packages in the committed bundles, their licences and their size. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { files, ROOT, read } from './pages.ts';

/** What ncc writes before an ES module, and where one refers to a CommonJS module. */
const MARKER = /^(?:;\/\/ CONCATENATED|\/\/ EXTERNAL) MODULE: \.\/(?:lib\/)?(node_modules\/\S+)$/gm;

/** A CommonJS module of a bundle, which carries no path. */
const COMMON_JS = /^\/\*{3}\/ \d+:\n([\s\S]*?)^\/\*{3}\/ }\)/gm;

/** Lines that bundling writes or rewrites: the wrapping of a module, and what it imports. */
const ALTERED = /^\/\*{3}\/|__nccwpck_require__|__webpack_|__WEBPACK_|\brequire\(/;

for (const folder of ['dist', 'emulator/dist']) {
  const bundle = readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.js'))
    .map((name) => read(`${folder}/${name}`))
    .join('\n');
  const bundled = packagesIn(bundle);

  describe(`${folder}/licenses.txt`, () => {
    const entries = entriesOf(read(`${folder}/licenses.txt`));

    test('has every package of the bundles, and no other', () => {
      assert.ok(bundled.has('@actions/core'), 'the markers are understood');
      assert.deepEqual(entries.map(({ name }) => name).sort(), [...bundled.keys()].sort());
    });

    for (const { name, license, text } of entries) {
      test(`has the licence of ${name}`, () => {
        const source = bundled.get(name) ?? '';
        assert.equal(license, manifest(source).license);
        const file = licenseFile(source);
        assert.ok(file, `${source} has a file with its licence`);
        assert.ok(text !== '', 'its text is not empty');
        assert.equal(text, read(`${source}/${file}`).trim());
      });
    }

    test('has the packages of modules that carry no path', () => {
      const modules = [...bundle.matchAll(COMMON_JS)]
        .map(([, body = '']) => unaltered(body))
        .filter((body) => !body.some((line) => line.includes('CONCATENATED MODULE')))
        .filter((body) => body.length > 0);
      const sources = [...bundled.values()].map(
        (source) =>
          new Set(
            globSync('**/*.{js,cjs,mjs}', { cwd: join(ROOT, source) }).flatMap((file) =>
              unaltered(read(`${source}/${file}`)),
            ),
          ),
      );
      const strange = modules.filter(
        (body) => !sources.some((source) => body.every((line) => source.has(line))),
      );
      assert.deepEqual(strange, []);
    });
  });
}

describe('the bundles of the action', () => {
  const names = files('dist/*.js');

  test('hold nothing but the production dependencies, and all of them', () => {
    const { dependencies = {} } = manifest('.');
    const bundled = packagesIn(names.map(read).join('\n'));
    assert.deepEqual([...bundled.keys()].sort(), Object.keys(dependencies).sort());
  });

  test('have 160 kB at most', () => {
    const size = names.reduce((sum, name) => sum + statSync(join(ROOT, name)).size, 0);
    assert.ok(size > 0 && size <= 160_000, `${size} bytes`);
  });
});

describe('what ships', () => {
  test('is listed in the README, each package with its reason', () => {
    const [, section = ''] =
      /^## What ships\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(read('README.md')) ?? [];
    const rows = [...section.matchAll(/^\| *`([^`]+)` *\| *(.*?) *\|$/gm)];
    const { dependencies = {} } = manifest('.');
    assert.deepEqual(rows.map(([, name]) => name).sort(), Object.keys(dependencies).sort());
    assert.deepEqual(
      rows.filter(([, , why]) => !why).map(([, name]) => name),
      [],
    );
  });

  test('has the licence of the project, too', () => {
    assert.equal(manifest('.').license, 'MIT');
    assert.ok(existsSync(join(ROOT, 'LICENSE')));
  });
});

function manifest(folder: string): { name: string; license: string; dependencies?: object } {
  return JSON.parse(read(join(folder, 'package.json')));
}

/** The packages in a bundle, name to folder. */
function packagesIn(bundle: string): Map<string, string> {
  const folders = [...bundle.matchAll(MARKER)].map(([, module = '']) => {
    const [folder = module] = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module) ?? [];
    return folder;
  });
  return new Map(folders.map((folder) => [manifest(folder).name, folder]));
}

/** A package's name, its licence's name and the text, one entry after the other. */
function entriesOf(licenses: string): { name: string; license: string; text: string }[] {
  const heads = [
    ...licenses.matchAll(/(?:^|\n\n)((?:@[\w.-]+\/)?[\w.-]+)\n([\w.+-]+)(?:\n|(?![\s\S]))/g),
  ];
  return heads.map((head, index) => ({
    name: head[1] ?? '',
    license: head[2] ?? '',
    text: licenses.slice(head.index + head[0].length, heads[index + 1]?.index).trim(),
  }));
}

function licenseFile(folder: string): string | undefined {
  return readdirSync(join(ROOT, folder)).find((name) => /^licen[cs]e(?:\.\w+)?$/i.test(name));
}

/** The lines of a script that are the same before and after bundling. */
function unaltered(script: string): string[] {
  return script
    .split('\n')
    .map((line) => line.trim().replace('["default"]', '.default'))
    .filter((line) => line !== '' && !ALTERED.test(line));
}
