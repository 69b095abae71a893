/** `1 path`, `2 paths`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The verb for so many things: `is` or `are`. */
export function isOrAre(number: number): string {
  return number === 1 ? 'is' : 'are';
}

/** Seconds as a person says them, in the largest unit that leaves two or more: `45 seconds`, `10 minutes`, `3 days`. */
export function duration(seconds: number): string {
  const units = { day: 86_400, hour: 3600, minute: 60 };
  for (const [unit, length] of Object.entries(units)) {
    if (seconds >= 2 * length) {
      return count(Math.round(seconds / length), unit);
    }
  }
  return count(Math.ceil(seconds), 'second');
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** The start of `text`, at most `most` UTF-16 units, with a mark where something was cut off. */
export function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}

/** The first of `items`, as many as fit into `most` UTF-16 units when each is followed by a line feed. */
export function fitting(items: readonly string[], most: number): string[] {
  let length = 0;
  const tooMany = items.findIndex((item) => {
    length += item.length + 1;
    return length > most;
  });
  return items.slice(0, tooMany === -1 ? items.length : tooMany);
}

/**
 * `text` as it may stand in a line of the log: without characters that end the line, move the cursor or reorder what is
 * read, and without the mark that starts a workflow command in the middle of a line.
 */
export function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '\u{fffd}')
    .replaceAll('##[', '# #[');
}

const LONGEST_QUOTE = 200;

/** A value from outside, in quotes, printable and clipped. */
export function quoted(text: string): string {
  return `"${printable(clip(text, LONGEST_QUOTE))}"`;
}

/** `text` without the characters at both ends that `isDropped` is true of. */
export function trimEnds(text: string, isDropped: (character: string) => boolean): string {
  const characters = [...text];
  const start = characters.findIndex((character) => !isDropped(character));
  const end = characters.findLastIndex((character) => !isDropped(character));
  return start === -1 ? '' : characters.slice(start, end + 1).join('');
}

/** White space but U+FEFF, which JavaScript counts as white space and nobody can see. */
export function isWhiteSpace(character: string): boolean {
  return character !== '\u{feff}' && /^\s$/u.test(character);
}

/** A character by its code point: `U+200B`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** `text` without its percent-encoding; what is no valid encoding stays as it is. */
export function percentDecoded(text: string): string {
  return text.replace(/(%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
