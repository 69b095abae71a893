/** The files of the project as the tests of the documents read them. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8').replaceAll('\r\n', '\n');
}

/** The files that match, as paths from the root with `/`. */
export function files(pattern: string): string[] {
  const exclude = (name: string) => /(^|[\\/])(node_modules|\.git|lib)$/.test(name);
  return globSync(pattern, { cwd: ROOT, exclude })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** What the only group of `pattern` finds in `text`, each once. */
export function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, match = '']) => match))];
}

/** `markdown` without code, in which nothing is a link or a heading. */
export function withoutCode(markdown: string): string {
  return markdown
    .replace(/^( *)(```+|~~~+).*\n[\s\S]*?^ *\2 *$/gm, '')
    .replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
}

/** The titles of the headings, with their markup. */
export function headings(markdown: string, level = '#{1,6}'): string[] {
  const prose = markdown.replace(/^( *)(```+|~~~+).*\n[\s\S]*?^ *\2 *$/gm, '');
  return [...prose.matchAll(new RegExp(`^${level} +(.+?) *#*$`, 'gm'))].map(
    ([, title = '']) => title,
  );
}

/** The anchors of a page, as GitHub makes them of its headings, and those that it names itself. */
export function anchors(markdown: string): Set<string> {
  const all = new Set(found(markdown, /<a (?:id|name)="([^"]+)"/g));
  const seen = new Map<string, number>();
  for (const title of headings(markdown)) {
    const text = title.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1');
    const anchor = text
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    all.add(count === 0 ? anchor : `${anchor}-${count}`);
  }
  return all;
}
