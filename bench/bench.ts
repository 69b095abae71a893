/**
 * `npm run bench`: measures the figures of `docs/performance.md`, prints each with its target, and updates the page's table
 * and plot.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { described, type Figure, rounded } from './figures.ts';
import * as measurements from './measurements.ts';
import { drawBars } from './plot.ts';
import { Bench } from './service.ts';
import { measureSideBySide } from './side-by-side.ts';
import { measureSize } from './size.ts';

const PAGE = join(import.meta.dirname, '../docs/performance.md');
const PLOT = join(import.meta.dirname, '../docs/performance.svg');

const SECTIONS: [title: string, measure: (bench: Bench) => Promise<Figure[]>][] = [
  ['Side by side', measureSideBySide],
  ['Start', measurements.measureStart],
  ['Size', measureSize],
  ['Memory', measurements.measureMemory],
  ['Many paths', measurements.measureManyPaths],
  ['One check', measurements.measureOneCheck],
];

const figures: Figure[] = [];
for (const [title, measure] of SECTIONS) {
  console.log(title);
  // Each section has its own service, so that one does not slow down the next.
  await using bench = await Bench.start();
  for (const figure of await measure(bench)) {
    figures.push(figure);
    console.log(`  ${described(figure)}`);
  }
}
writeFileSync(PAGE, pageWith(table(figures)));
writeFileSync(PLOT, await drawBars(figures.filter(({ target }) => target !== undefined)));

function table(all: readonly Figure[]): string {
  const rows = all.map(({ name, value, unit, target }) => {
    const verdict = target === undefined ? '' : value <= target ? 'met' : 'missed';
    return `| ${name} | ${rounded(value)} ${unit} | ${target ?? ''} | ${verdict} |`;
  });
  return ['| what | measured | target | |', '|---|---|---|---|', ...rows].join('\n');
}

function pageWith(text: string): string {
  const page = readFileSync(PAGE, 'utf8');
  return page.replace(/(<!-- figures -->\n).*(\n<!-- \/figures -->)/s, `$1${text}$2`);
}
