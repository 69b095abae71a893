export interface Range {
  least: number;
  most: number;
}

export const PORTS: Range = { least: 0, most: 65_535 };
/** A second to a year. */
export const LIFETIME_SECONDS: Range = { least: 1, most: 31_536_000 };

/** `undefined` when the text is no whole number of the range. */
export function parseWholeNumber(text: string, { least, most }: Range): number | undefined {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}
