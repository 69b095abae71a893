/** Whole seconds as a person says them: `45 seconds`, `10 minutes`, `1 hour 5 minutes`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 120) {
    return count(whole, 'second');
  }
  const minutes = Math.round(whole / 60);
  if (minutes < 120) {
    return count(minutes, 'minute');
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? [count(hours, 'hour'), ...(minutes % 60 === 0 ? [] : [count(minutes % 60, 'minute')])].join(
        ' ',
      )
    : count(Math.round(hours / 24), 'day');
}

/** `1 path`, `2 paths`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
