import { codePoint, isWhiteSpace, quoted, trimEnds } from '../text.ts';
import { isPlaceholder } from './rules.ts';

/** A kind of line that can only be a mistake, since the service would answer "does not exist" to it. */
interface Mistake {
  /** What is wrong with the line, in words that follow it; undefined when nothing is. */
  readonly problem: (line: string) => string | undefined;
}

const LEADING_SLASH = 'If the name is really so, put a slash before it.';

const MISTAKES: readonly Mistake[] = [
  mistake(/[\p{Cc}\u2028\u2029]/u, (found) => `holds the control character ${codePoint(found)}.`),
  mistake(
    /(?![\u200c\u200d])\p{Cf}/u,
    (found) =>
      `holds the invisible character ${codePoint(found)}: type it anew instead of pasting it.`,
  ),
  mistake(
    /^(["'`]).*\1$/s,
    () => `stands in quotes: one path per line, without quotes. ${LEADING_SLASH}`,
  ),
  mistake(
    /^\[.*\]$/s,
    () => `is a list in brackets: one path per line, without brackets. ${LEADING_SLASH}`,
  ),
  mistake(/^- /, () => `is a YAML list item: one path per line, without "- ". ${LEADING_SLASH}`),
  mistake(/^# /, () => `is a comment: leave it out. ${LEADING_SLASH}`),
  mistake(
    /^[a-z][a-z\d+.-]*:\/\//i,
    () => `is a URL: a path in the storage is meant. ${LEADING_SLASH}`,
  ),
  mistake(/^[a-z]:[/\\]/i, () => 'is a path on a disk: a path in the storage is meant.'),
  mistake(/\$\{/, () => 'holds "${", as an expression or variable that was not replaced.'),
  mistake(/\\/, () => 'holds a backslash: paths in the storage have slashes.'),
  mistake(/%(0a|0d|20|2f)/i, (found) => `holds ${found}: write the character itself.`),
  mistake(/\?/, () => 'holds a question mark: it does not stand for a character here.'),
  mistake(
    /[,\s]\//,
    () => 'holds a comma or white space before a slash, as a list in one line: one path per line.',
  ),
  mistake(/\s#\s/, () => 'holds a comment: one path per line, without comments.'),
  mistake(/\/\//, () => 'holds two slashes in a row: is a variable between them unset?'),
  mistake(/(^|\/)\.\.?(\/|$)/, () => 'has "." or ".." as a segment: write the path without it.'),
  mistake(/\*.*\//s, () => 'has * before its last slash: it may stand only in the last segment.'),
];

const NOT_A_PATH: readonly Mistake[] = [
  mistake(/^\/$/, () => 'is the root of the storage: is a variable after it unset?'),
  mistake(/\/$/, () => 'ends in a slash: is a variable after it unset? Leave the slash out.'),
];

const NOT_A_FOLDER: readonly Mistake[] = [
  mistake(/\*/, () => 'holds *: storage-list takes one folder, not a pattern.'),
];

const PLACEHOLDER: Mistake = {
  problem: (line) =>
    isPlaceholder(line) ? 'is what a script prints when it has no value.' : undefined,
};

export interface ReadPaths {
  readonly paths: readonly string[];
  /** A sentence for each line that is refused. */
  readonly faults: readonly string[];
}

/** Reads the paths of `storage-path`: one per line, without white space around it, blank lines and repeats. */
export function readPaths(text: string): ReadPaths {
  const lines = text.split('\n').map((line) => trimEnds(line, isWhiteSpace));
  const paths = [...new Set(lines)].filter((line) => line !== '');
  const rules = [NONE_AMONG_OTHERS, PLACEHOLDER, ...MISTAKES, ...NOT_A_PATH];
  const faults = lines.flatMap((line, index) => {
    const problem = problemOf(line, rules);
    return problem === undefined
      ? []
      : [`storage-path, line ${index + 1}: ${quoted(line)} ${problem}`];
  });
  return { paths, faults };
}

const NONE_AMONG_OTHERS: Mistake = {
  problem: (line) =>
    line === 'none'
      ? 'stands among other lines: it checks nothing only when it stands alone.'
      : undefined,
};

/** What is wrong with the folder of `storage-list`; undefined when nothing is. */
export function folderFault(folder: string): string | undefined {
  if (folder.includes('\n')) {
    return 'storage-list takes one folder, but it has several lines.';
  }
  const problem = problemOf(folder, [PLACEHOLDER, ...MISTAKES, ...NOT_A_FOLDER]);
  return problem === undefined ? undefined : `storage-list: ${quoted(folder)} ${problem}`;
}

function problemOf(line: string, mistakes: readonly Mistake[]): string | undefined {
  for (const { problem } of mistakes) {
    const words = problem(line);
    if (words !== undefined) {
      return words;
    }
  }
  return undefined;
}

function mistake(pattern: RegExp, words: (found: string) => string): Mistake {
  return {
    problem(line) {
      const [found] = pattern.exec(line) ?? [];
      return found === undefined ? undefined : words(found);
    },
  };
}
