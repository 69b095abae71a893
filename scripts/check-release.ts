/**
 * Checks that a version tag agrees with what the files of the working directory say, and prints the notes of the release,
 * which are the tag's section of the changelog: `node scripts/check-release.ts v1.0.0`.
 */
import { readFileSync } from 'node:fs';

interface Section {
  readonly version: string;
  readonly notes: string;
}

const [tag = ''] = process.argv.slice(2);
try {
  console.log(notesOf(tag));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function notesOf(tag: string): string {
  const [, version] = /^v(\d+\.\d+\.\d+)$/.exec(tag) ?? [];
  if (version === undefined) {
    throw new Error(`A release needs a tag such as v1.2.3, and not "${tag}".`);
  }
  const section = newestSection(readFileSync('CHANGELOG.md', 'utf8'));
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const found: Record<string, unknown> = {
    'package.json': JSON.parse(readFileSync('package.json', 'utf8')).version,
    'package-lock.json': lock.version,
    'packages[""] of package-lock.json': lock.packages?.['']?.version,
    'src/version.ts': versionOfSource(readFileSync('src/version.ts', 'utf8')),
    'CHANGELOG.md': section.version,
  };
  const others = Object.entries(found)
    .filter(([, other]) => other !== version)
    .map(([file, other]) => `${file} (${other ?? 'no version'})`);
  if (others.length > 0) {
    throw new Error(`The tag ${tag} does not agree with ${others.join(', ')}.`);
  }
  if (section.notes === '') {
    throw new Error(`CHANGELOG.md says nothing about ${version}.`);
  }
  return section.notes;
}

function versionOfSource(source: string): string | undefined {
  return /^export const VERSION = '([^']*)';$/m.exec(source)?.[1];
}

/** The newest released section; what is under "Unreleased" is for another day. */
function newestSection(changelog: string): Section {
  const [, heading, body = ''] =
    /^## (?!\[?unreleased\]?\s*$)(.*)\n([\s\S]*?)(?=^## |^\[[^\]]+\]: |(?![\s\S]))/im.exec(
      changelog.replaceAll('\r\n', '\n'),
    ) ?? [];
  if (heading === undefined) {
    throw new Error('CHANGELOG.md has no released version.');
  }
  const [, version] = /^\[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$/.exec(heading) ?? [];
  if (version === undefined) {
    throw new Error(
      `CHANGELOG.md needs a heading such as "## [1.2.3] - 2026-01-31", and not "## ${heading}".`,
    );
  }
  return { version, notes: body.trim() };
}
