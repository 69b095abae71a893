/** `1 path`, `2 paths`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
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

/** The first of `items`, as many as together hold no more than `most` bytes. */
export function fitting(items: readonly string[], most: number): string[] {
  let bytes = 0;
  const tooMany = items.findIndex((item) => {
    bytes += Buffer.byteLength(item);
    return bytes > most;
  });
  return items.slice(0, tooMany === -1 ? items.length : tooMany);
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
