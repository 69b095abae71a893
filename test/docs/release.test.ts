import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { VERSION } from '../../src/version.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCRIPT = join(ROOT, 'scripts/check-release.ts');

/** A project in version 1.2.3, with one version before it. */
const FILES = {
  'package.json': '{ "name": "x", "version": "1.2.3" }',
  'package-lock.json': '{ "version": "1.2.3", "packages": { "": { "version": "1.2.3" } } }',
  'src/version.ts': "/** The version. */\nexport const VERSION = '1.2.3';\n",
  'CHANGELOG.md': `# Changelog

## [Unreleased]

### Added

- Something that is not released.

## [1.2.3] - 2026-11-24

### Fixed

- A [mistake](https://example.test/1).

## [1.2.2] - 2026-11-01

- Something older.

[1.2.3]: https://example.test/v1.2.3
`,
};

const NOTES = '### Fixed\n\n- A [mistake](https://example.test/1).\n';

function check(cwd: string, tag?: string): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [SCRIPT, ...(tag === undefined ? [] : [tag])],
    { cwd, encoding: 'utf8' },
  );
  return { status, out: stdout, err: stderr };
}

/** Checks the project above, with some files in other words. */
function checkProject(changed: Partial<typeof FILES>, tag?: string): ReturnType<typeof check> {
  const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-release-'));
  try {
    for (const [file, text] of Object.entries({ ...FILES, ...changed })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return check(folder, tag);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a release', { concurrency: true }, () => {
  test('whose tag, versions and changelog agree has the notes of its version', () => {
    assert.deepEqual(checkProject({}, 'v1.2.3'), { status: 0, out: NOTES, err: '' });
  });

  test('has the same notes with the line ends of Windows', () => {
    const changelog = FILES['CHANGELOG.md'].replaceAll('\n', '\r\n');
    assert.equal(checkProject({ 'CHANGELOG.md': changelog }, 'v1.2.3').out, NOTES);
  });

  test('has notes up to the end of a changelog with nothing older', () => {
    const changelog = '## [1.2.3] - 2026-11-24\n\n- First.\n';
    assert.equal(checkProject({ 'CHANGELOG.md': changelog }, 'v1.2.3').out, '- First.\n');
  });

  const disagreements: [what: string, changed: Partial<typeof FILES>, sentence: string][] = [
    [
      'package.json',
      { 'package.json': '{ "version": "1.2.2" }' },
      'The tag v1.2.3 does not agree with package.json (1.2.2).',
    ],
    [
      'package-lock.json',
      {
        'package-lock.json': '{ "version": "1.2.2", "packages": { "": { "version": "1.2.3" } } }',
      },
      'The tag v1.2.3 does not agree with package-lock.json (1.2.2).',
    ],
    [
      'the package in package-lock.json',
      {
        'package-lock.json': '{ "version": "1.2.3", "packages": { "": { "version": "1.2.2" } } }',
      },
      'The tag v1.2.3 does not agree with packages[""] of package-lock.json (1.2.2).',
    ],
    [
      'src/version.ts',
      { 'src/version.ts': "export const VERSION = '1.2.2';\n" },
      'The tag v1.2.3 does not agree with src/version.ts (1.2.2).',
    ],
    [
      'a src/version.ts without a version',
      { 'src/version.ts': '' },
      'The tag v1.2.3 does not agree with src/version.ts (no version).',
    ],
    [
      'the newest heading of the changelog',
      {
        'CHANGELOG.md': `## [1.3.0] - 2026-11-25\n\n- Newer.\n\n${FILES['CHANGELOG.md']}`,
      },
      'The tag v1.2.3 does not agree with CHANGELOG.md (1.3.0).',
    ],
    [
      'two files at once',
      { 'package.json': '{}', 'src/version.ts': "export const VERSION = '2.0.0';\n" },
      'The tag v1.2.3 does not agree with package.json (no version), src/version.ts (2.0.0).',
    ],
    [
      'a heading without a date',
      { 'CHANGELOG.md': '## [1.2.3]\n\n- Fixed.\n' },
      'CHANGELOG.md needs a heading such as "## [1.2.3] - 2026-01-31", and not "## [1.2.3]".',
    ],
    [
      'a changelog in which nothing is released',
      { 'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n\n- Fixed.\n' },
      'CHANGELOG.md has no released version.',
    ],
    [
      'a changelog that says nothing',
      { 'CHANGELOG.md': '## [1.2.3] - 2026-11-24\n\n## [1.2.2] - 2026-11-01\n\n- Older.\n' },
      'CHANGELOG.md says nothing about 1.2.3.',
    ],
  ];
  for (const [what, changed, sentence] of disagreements) {
    test(`is none when the tag meets ${what}`, () => {
      assert.deepEqual(checkProject(changed, 'v1.2.3'), {
        status: 1,
        out: '',
        err: `${sentence}\n`,
      });
    });
  }

  test('is none when the tag is of another version', () => {
    const { status, err } = checkProject({}, 'v1.2.4');
    assert.equal(status, 1);
    assert.match(err, /^The tag v1\.2\.4 does not agree with package\.json \(1\.2\.3\), .*\n$/);
  });

  for (const tag of [undefined, '', '1.2.3', 'v1.2', 'v1.2.3-rc.1', 'v1', 'refs/tags/v1.2.3']) {
    test(`is none with the tag ${tag}`, () => {
      assert.deepEqual(checkProject({}, tag), {
        status: 1,
        out: '',
        err: `A release needs a tag such as v1.2.3, and not "${tag ?? ''}".\n`,
      });
    });
  }

  test('could be made of this project, once its changelog has a date', () => {
    const files = Object.keys(FILES) as (keyof typeof FILES)[];
    const own = files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')] as const);
    const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
    const dated = changelog.replace(/^(## \[[\d.]+\] - )unreleased$/im, '$12026-01-31');
    const project = { ...Object.fromEntries(own), 'CHANGELOG.md': dated };
    const { status, out, err } = checkProject(project, `v${VERSION}`);
    assert.deepEqual({ status, err }, { status: 0, err: '' });
    assert.ok(changelog.includes(out.trim()));
  });
});
