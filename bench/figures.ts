/** What was measured, and what it should be at most. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** `main step 1.12 x the floor (target 1.15, met)`. */
export function described({ name, value, unit, target }: Figure): string {
  const judged =
    target === undefined
      ? ''
      : ` (target ${target}, ${value <= target ? `met, ${percent(value, target)} below` : `MISSED by ${percent(value, target)}`})`;
  return `${name}: ${rounded(value)} ${unit}${judged}`;
}

export function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

function percent(value: number, target: number): string {
  return `${Math.abs((1 - value / target) * 100).toFixed(0)} %`;
}
