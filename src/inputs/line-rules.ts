import { codePoint } from '../text.ts';
import { isPlaceholder } from './rules.ts';

/** A kind of mistake in a line, found by what it says of the line. */
export interface LineRule {
  /** What is wrong, in words that follow the line; undefined when nothing is. */
  readonly problem: (line: string) => string | undefined;
}

/** A rule by a pattern that no line may have. */
export function never(pattern: RegExp, words: (found: string) => string): LineRule {
  return {
    problem(line) {
      const [found] = pattern.exec(line) ?? [];
      return found === undefined ? undefined : words(found);
    },
  };
}

/** What the first rule that is broken says; undefined when none is. */
export function problemOf(line: string, rules: readonly LineRule[]): string | undefined {
  for (const { problem } of rules) {
    const words = problem(line);
    if (words !== undefined) {
      return words;
    }
  }
  return undefined;
}

export const PLACEHOLDER: LineRule = {
  problem: (line) =>
    isPlaceholder(line)
      ? 'is what a script prints when it has no value: write the name itself.'
      : undefined,
};

export const QUOTES = never(/^(["'`])(.*\1)?$/s, () => 'is in quotes: leave them out.');

export const UNREPLACED = never(
  /\$\{/,
  () => 'contains "${": an expression or variable was not replaced.',
);

export const CONTROL_CHARACTER = never(
  /[\p{Cc}\u2028\u2029]/u,
  (found) => `contains the control character ${codePoint(found)}: leave it out.`,
);

/** U+200C and U+200D join letters of some scripts, so they are part of names. */
export const INVISIBLE_CHARACTER = never(
  /(?![\u200c\u200d])\p{Cf}/u,
  (found) =>
    `contains the invisible character ${codePoint(found)}: type the text again instead of pasting it.`,
);
