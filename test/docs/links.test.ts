/** Every link to a file of the project, or to a heading of one, arrives. Links to other places are not looked at. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, test } from 'node:test';
import { anchors, files, found, ROOT, read, withoutCode } from './pages.ts';

/** The project's own files, at a branch or a tag. */
const OWN = /^https:\/\/github\.com\/org\/aspose-auth\/(?:blob|tree)\/[^/]+\//;

const PAGES = [...files('**/*.md'), ...files('.github/**/*.md')];
const SOURCES = [...files('src/**/*.ts'), ...files('emulator/**/*.ts'), 'action.yml'];

describe('a link', () => {
  for (const page of new Set(PAGES)) {
    test(`in ${page} arrives`, () => {
      const targets = linksOf(read(page)).map((target) => fromRoot(target, page));
      assert.deepEqual(
        targets.flatMap((target) => problem(target) ?? []),
        [],
      );
    });
  }

  test('from the code to a page arrives', () => {
    const targets = SOURCES.flatMap((source) =>
      found(read(source), /(https:\/\/github\.com\/org\/aspose-auth\/(?:blob|tree)\/[\w./#-]+)/g),
    );
    assert.deepEqual(
      targets.flatMap((target) => problem(target.replace(OWN, '').replace(/#$/, '')) ?? []),
      [],
    );
  });

  test('is understood in every form', () => {
    const page =
      '[a](b.md) ![c](d.png "title") <img src="e.svg"> <a href="#f">\n[g]: h.md\n`[i](j)`';
    assert.deepEqual(linksOf(page), ['b.md', 'd.png', 'e.svg', '#f', 'h.md']);
    const anchorsOfPage = anchors('# `a-b` (c)\n## Über die Äpfel\n## [x](y) & z\n# a\n# a\n');
    assert.deepEqual([...anchorsOfPage], ['a-b-c', 'über-die-äpfel', 'x--z', 'a', 'a-1']);
  });
});

function linksOf(markdown: string): string[] {
  const prose = withoutCode(markdown);
  return [
    ...prose.matchAll(/\]\(<?([^)\s>]+)|\b(?:href|src(?:set)?)="([^"\s]+)|^\[[^\]]+\]: *(\S+)/gm),
  ].map(([, inline, html, reference]) => inline ?? html ?? reference ?? '');
}

/** A path from the root and an anchor; a link to another place as it is. */
function fromRoot(target: string, page: string): string {
  if (OWN.test(target) || target.includes(':')) {
    return target.replace(OWN, '');
  }
  if (target.startsWith('#')) {
    return page + target;
  }
  return target.startsWith('/')
    ? target.slice(1)
    : posix.normalize(posix.join(posix.dirname(page), target));
}

/** What is wrong with a link, if anything is. */
function problem(target: string): string | undefined {
  if (/^[a-z]+:/.test(target)) {
    return undefined;
  }
  const [path = '', anchor] = decodeURIComponent(target).split('#');
  // The forms of the project's page on GitHub, such as the one to report a vulnerability.
  if (/^(\.\.\/)+(issues|security|discussions|releases|actions)\b/.test(path)) {
    return undefined;
  }
  if (!existsSync(join(ROOT, path))) {
    return `${target}: no such file`;
  }
  if (anchor !== undefined && path.endsWith('.md') && !anchors(read(path)).has(anchor)) {
    return `${target}: no such heading`;
  }
  return undefined;
}
