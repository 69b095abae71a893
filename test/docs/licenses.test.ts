import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { metadata } from '../support/run.ts';

const ROOT = join(import.meta.dirname, '../..');
const BUNDLES = [...new Set([metadata.runs.main, metadata.runs.post])];
const BUNDLE = BUNDLES.map(read).join('\n');

/** What ncc writes before an ES module, and where one refers to a CommonJS module. */
const MARKER = /^(?:;\/\/ CONCATENATED|\/\/ EXTERNAL) MODULE: \.\/(node_modules\/\S+)$/gm;

/** A CommonJS module of the bundle, which carries no path. */
const COMMON_JS = /^\/\*{3}\/ \d+:\n([\s\S]*?)^\/\*{3}\/ }\)/gm;

/** Lines that bundling writes or rewrites: the wrapping of a module, and what it imports. */
const ALTERED = /^\/\*{3}\/|__nccwpck_require__|__webpack_|__WEBPACK_|\brequire\(/;

interface Entry {
  readonly name: string;
  readonly license: string;
  readonly text: string;
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8').replaceAll('\r\n', '\n');
}

function manifest(folder: string): { name: string; license: string; dependencies?: object } {
  return JSON.parse(read(`${folder}/package.json`));
}

/** The folder of the package that a module belongs to. */
function packageFolder(module: string): string {
  const [folder = module] = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module) ?? [];
  return folder;
}

/** The packages that are in the bundle, name to folder. */
function bundledPackages(): Map<string, string> {
  const folders = [...BUNDLE.matchAll(MARKER)].map(([, module = '']) => packageFolder(module));
  return new Map(folders.map((folder) => [manifest(folder).name, folder]));
}

/** A package's name, its licence's name and the text, one entry after the other. */
function entries(): Entry[] {
  const licenses = read('dist/licenses.txt');
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
function lines(script: string): string[] {
  return script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !ALTERED.test(line));
}

describe('dist/licenses.txt', () => {
  const bundled = bundledPackages();

  test('has every package of the bundle, and no other', () => {
    assert.ok(bundled.has('@actions/core'), 'the markers are understood');
    assert.deepEqual(
      entries()
        .map(({ name }) => name)
        .sort(),
      [...bundled.keys()].sort(),
    );
  });

  for (const { name, license, text } of entries()) {
    test(`has the licence of ${name}`, () => {
      const folder = bundled.get(name) ?? '';
      assert.equal(license, manifest(folder).license);
      const file = licenseFile(folder);
      assert.ok(file, `${folder} has a file with its licence`);
      assert.ok(text !== '', 'its text is not empty');
      assert.equal(text, read(`${folder}/${file}`).trim());
    });
  }

  test('has the packages of modules that carry no path', () => {
    const modules = [...BUNDLE.matchAll(COMMON_JS)]
      .map(([, body = '']) => lines(body))
      .filter((body) => !body.some((line) => line.includes('CONCATENATED MODULE')))
      .filter((body) => body.length > 0);
    const sources = [...bundled.values()].map(
      (folder) =>
        new Set(
          globSync('**/*.{js,cjs,mjs}', { cwd: join(ROOT, folder) }).flatMap((file) =>
            lines(read(`${folder}/${file}`)),
          ),
        ),
    );
    assert.ok(modules.length > 0, 'there are some');
    const strange = modules.filter(
      (body) => !sources.some((source) => body.every((line) => source.has(line))),
    );
    assert.deepEqual(strange, []);
  });
});

describe('the bundles', () => {
  test('hold no undici, which nothing calls', () => {
    assert.equal(bundledPackages().has('undici'), false);
  });

  test('have 160 kB at most', () => {
    const size = BUNDLES.reduce((sum, file) => sum + statSync(join(ROOT, file)).size, 0);
    assert.ok(size <= 160_000, `${size} bytes`);
  });
});

describe('what ships', () => {
  const { dependencies = {} } = manifest('.');
  const [, section = ''] =
    /^## What ships\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(read('README.md')) ?? [];
  const rows = [...section.matchAll(/^\| *`([^`]+)` *\| *(.*?) *\|$/gm)];

  test('is listed in the README, each package with its reason', () => {
    assert.deepEqual(rows.map(([, name]) => name).sort(), Object.keys(dependencies).sort());
    assert.deepEqual(
      rows.filter(([, , why]) => !why).map(([, name]) => name),
      [],
    );
  });

  test('is used: every production dependency is in the bundle', () => {
    const bundled = bundledPackages();
    assert.deepEqual(
      Object.keys(dependencies).filter((name) => !bundled.has(name)),
      [],
    );
  });

  test('is the licence of the project, too', () => {
    assert.equal(manifest('.').license, 'MIT');
    assert.ok(existsSync(join(ROOT, 'LICENSE')));
  });
});
