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
