import { isWhiteSpace, quoted, trimEnds } from '../text.ts';
import {
  CONTROL_CHARACTER,
  INVISIBLE_CHARACTER,
  type LineRule,
  never,
  PLACEHOLDER,
  problemOf,
  QUOTES,
  UNREPLACED,
} from './line-rules.ts';

const LEADING_SLASH = 'If that is part of the name, put a slash before it.';

/**
 * Lines that can only be a mistake, since the service would answer "does not exist" to them. The first rule that is broken
 * gives the message, so the more telling ones come first.
 */
const MISTAKES: readonly LineRule[] = [
  PLACEHOLDER,
  never(/^-(\s|$)/, () => `is a YAML list item: one path per line, without "- ". ${LEADING_SLASH}`),
  never(/^#(\s|$)/, () => `is a comment: leave it out. ${LEADING_SLASH}`),
  never(/\s#(\s|$)/, () => 'contains a comment: one path per line, without comments.'),
  never(
    /^(["'`])(.*\1)?$/s,
    () => `is in quotes: one path per line, without quotes. ${LEADING_SLASH}`,
  ),
  never(
    /^\[.*\]$/s,
    () => `is a list in brackets: one path per line, without brackets. ${LEADING_SLASH}`,
  ),
  never(
    /^[a-z][a-z\d+.-]*:\/\//i,
    () => `is a URL: write the path in the storage. ${LEADING_SLASH}`,
  ),
  never(/^[a-z]:[/\\]/i, () => 'is a path on a disk: write the path in the storage.'),
  UNREPLACED,
  INVISIBLE_CHARACTER,
  never(
    /[,\s]\//,
    () => 'contains a comma or white space before a slash. Is it a list? Write one path per line.',
  ),
  CONTROL_CHARACTER,
  never(/\\[nr]/, () => 'contains a line feed as text: one path per line, in a block scalar (|).'),
  never(/\\/, () => 'contains a backslash: paths in the storage have slashes.'),
  never(/%0[ad]/i, (found) => `contains ${found}, a line end: one path per line.`),
  never(/%20/, () => 'contains %20: write a space.'),
  never(/%2f/i, (found) => `contains ${found}: write a slash.`),
  never(/\?/, () => 'contains a question mark: only * stands for other characters.'),
  never(/\/\//, () => 'contains two slashes in a row: is a variable between them unset?'),
  never(/(^|\/)\.\.?(\/|$)/, () => 'has "." or ".." as a segment: write the path without it.'),
];

const NOT_A_PATH: readonly LineRule[] = [
  never(/^none$/, () => 'checks nothing, so it must be the only line.'),
  ...MISTAKES,
  never(
    /\*.*\//s,
    () =>
      'has * before its last slash. It may stand only in the last segment: subfolders are not searched.',
  ),
  never(/^\/$/, () => 'is the root of the storage: is a variable after it unset?'),
  never(/\/$/, () => 'ends in a slash: leave it out. Is a variable after it unset?'),
];

const NOT_A_FOLDER: readonly LineRule[] = [
  never(/\n/, () => 'has several lines: storage-list takes one folder.'),
  QUOTES,
  ...MISTAKES,
  never(/\*/, () => 'contains *: storage-list takes one folder, not a pattern.'),
];

/** Names of storages and versions of files. */
const NOT_A_NAME: readonly LineRule[] = [
  PLACEHOLDER,
  QUOTES,
  UNREPLACED,
  CONTROL_CHARACTER,
  INVISIBLE_CHARACTER,
];

export interface ReadPaths {
  readonly paths: readonly string[];
  /** A sentence for each line that is refused. */
  readonly faults: readonly string[];
}

/**
 * Reads the paths of `storage-path`: one per line, without white space around it, blank lines and repeats.
 *
 * @param text the input as the workflow writes it, so that the lines are counted as there
 */
export function readPaths(text: string): ReadPaths {
  const lines = text.split('\n').map((line) => trimEnds(line, isWhiteSpace));
  const paths = [...new Set(lines)].filter((line) => line !== '');
  const faults = lines.flatMap((line, index) => {
    const problem = problemOf(line, NOT_A_PATH);
    return problem === undefined
      ? []
      : [`storage-path, line ${index + 1}: ${quoted(line)} ${problem}`];
  });
  return { paths, faults };
}

/** What is wrong with the folder of `storage-list`; undefined when nothing is. */
export function folderFault(folder: string): string | undefined {
  return fault('storage-list', folder, NOT_A_FOLDER);
}

/** What is wrong with the name of a storage or a version; undefined when nothing is. */
export function nameFault(
  input: 'storage-name' | 'storage-version-id',
  name: string,
): string | undefined {
  return fault(input, name, NOT_A_NAME);
}

function fault(input: string, value: string, rules: readonly LineRule[]): string | undefined {
  const problem = problemOf(value, rules);
  return problem === undefined ? undefined : `${input}: ${quoted(value)} ${problem}`;
}
