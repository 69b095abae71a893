import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { ERROR_CODES } from '../../src/errors.ts';
import { DEFAULTS } from '../../src/inputs.ts';
import { VERSION } from '../../src/version.ts';
import { metadata } from '../support/run.ts';

const ROOT = join(import.meta.dirname, '../..');
const INPUTS = Object.keys(metadata.inputs);
const OUTPUTS = Object.keys(metadata.outputs);

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The files in `folder` whose name ends with `extension`. */
function filesIn(folder: string, extension: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(extension))
    .map((name) => `${folder}/${name}`);
}

/** What the only group of `pattern` finds in `text`, each once. */
function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, match = '']) => match))];
}

const PAGES = ['README.md', ...filesIn('docs', '.md')];
const SOURCES = filesIn('src', '.ts');

describe('action.yml', () => {
  test('has the inputs that the source reads', () => {
    const source = read('src/inputs.ts');
    const quoted = found(source, /'([a-z-]+)'/g);
    const readByName = found(
      source,
      /\b(?:given|raw|[\w.]*(?:read|line|defaulted))\(\s*'([^']+)'/g,
    );
    assert.deepEqual(
      INPUTS.filter((name) => !quoted.includes(name)),
      [],
      'in action.yml, but not read',
    );
    assert.ok(readByName.length > 10, 'the source reads inputs in a way that this test knows');
    assert.deepEqual(
      readByName.filter((name) => !INPUTS.includes(name)),
      [],
      'read, but not in action.yml',
    );
  });

  test('has the defaults of the source', () => {
    const defaults = Object.entries(metadata.inputs).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [[name, value]],
    );
    assert.deepEqual(Object.fromEntries(defaults), DEFAULTS);
  });

  test('tells the defaults that depend on another input', () => {
    assert.match(metadata.inputs['token-url']?.description ?? '', /`{base-url}\/connect\/token`/);
    assert.match(metadata.inputs['storage-url']?.description ?? '', /`{base-url}\/v4\.0\/html`/);
  });

  test('has the outputs that the source sets', () => {
    const set = found(read('src/outputs.ts'), /\bsetOutput\(\s*'([^']+)'/g);
    assert.deepEqual(set.sort(), OUTPUTS.toSorted());
  });

  test('runs a file that is there, as main and as post', () => {
    const { using, main, post } = metadata.runs;
    assert.equal(using, 'node24');
    assert.equal(post, main);
    assert.ok(existsSync(join(ROOT, main)));
  });
});

describe('the documentation', () => {
  const readme = read('README.md');
  const all = PAGES.map(read).join('\n');

  for (const name of [...INPUTS, ...OUTPUTS]) {
    test(`names ${name} in the README`, () => {
      assert.ok(readme.includes(`\`${name}\``));
    });
  }

  for (const code of ERROR_CODES) {
    test(`explains ${code}`, () => {
      assert.ok(all.includes(`\`${code}\``));
    });
  }

  test('has every page and section that the source links to', () => {
    const pages = found(SOURCES.map(read).join('\n'), /\/blob\/v1\/([\w./-]+)/g);
    assert.deepEqual(
      pages.filter((page) => !existsSync(join(ROOT, page))),
      [],
    );
    for (const page of pages) {
      const headings = found(read(page), /^#+ +`?([a-z-]+)`?\s*$/gm);
      assert.deepEqual(
        ERROR_CODES.filter((code) => !headings.includes(code)),
        [],
        `have no heading in ${page}`,
      );
    }
  });

  test('has every file that it links to', () => {
    const dead = PAGES.flatMap((page) =>
      found(read(page), /\]\((?!https?:|mailto:|#)([^)#\s]+)/g)
        .filter((target) => !existsSync(join(ROOT, page, '..', target)))
        .map((target) => `${page}: ${target}`),
    );
    assert.deepEqual(dead, []);
  });
});

/** A step of a workflow that uses this action. */
interface Step {
  readonly id: string | undefined;
  readonly with: Readonly<Record<string, unknown>>;
}

/** The steps that use this action, wherever they are in a parsed piece of YAML. */
function stepsIn(value: unknown): Step[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { uses, id, with: inputs } = value as Record<string, unknown>;
  const own =
    typeof uses === 'string' && /^(org\/aspose-auth@|\.\/?$)/.test(uses)
      ? [{ id: typeof id === 'string' ? id : undefined, with: (inputs ?? {}) as Step['with'] }]
      : [];
  return [...own, ...Object.values(value).flatMap(stepsIn)];
}

describe('an example', () => {
  const examples = PAGES.flatMap((page) =>
    [...read(page).matchAll(/^( *)```ya?ml\b.*\n([\s\S]*?)^\1```/gm)].map(
      ([, indent = '', yaml = ''], index) => ({
        name: `${page}, YAML ${index + 1}`,
        yaml: yaml.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      }),
    ),
  );

  /** The steps of an example, which may be several documents. */
  function stepsOf(yaml: string): Step[] {
    return parseAllDocuments(yaml).flatMap((document) => stepsIn(document.toJS()));
  }

  test('of using the action is in the README', () => {
    const steps = examples
      .filter(({ name }) => name.startsWith('README.md'))
      .flatMap(({ yaml }) => stepsOf(yaml));
    assert.ok(steps.length > 0);
  });

  for (const { name, yaml } of examples) {
    test(`parses, and knows the inputs and outputs: ${name}`, () => {
      assert.deepEqual(
        parseAllDocuments(yaml).flatMap(({ errors }) => errors),
        [],
      );
      const steps = stepsOf(yaml);
      assert.deepEqual(
        steps.flatMap((step) => Object.keys(step.with)).filter((input) => !INPUTS.includes(input)),
        [],
      );
      const used = steps.flatMap(({ id }) =>
        id === undefined
          ? []
          : found(yaml, new RegExp(`\\bsteps\\.${id}\\.outputs\\.([\\w-]+)`, 'g')),
      );
      assert.deepEqual(
        used.filter((output) => !OUTPUTS.includes(output)),
        [],
      );
    });
  }
});

describe('the package', () => {
  test('has the version that the requests name', () => {
    assert.equal(VERSION, JSON.parse(read('package.json')).version);
  });

  test('is locked to no registry', () => {
    assert.doesNotMatch(read('package-lock.json'), /"resolved":\s*"https?:/);
  });
});

describe('the source', () => {
  const homes: Record<string, RegExp> = {
    'src/outputs.ts': /\b(?:setOutput|exportVariable|saveState)\b/,
    'src/inputs.ts': /\bget(?:Boolean|Multiline)?Input\b/,
    'src/main.ts': /\b(?:core\.error|setFailed)\b/,
  };
  for (const [home, pattern] of Object.entries(homes)) {
    test(`has ${pattern.source} in ${home} alone`, () => {
      assert.deepEqual(
        SOURCES.filter((file) => pattern.test(read(file))),
        [home],
      );
    });
  }
});
