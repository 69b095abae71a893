/**
 * `npm run docs`: writes the README's tables of inputs and outputs from `action.yml`. A comment in `action.yml` is the
 * heading of the inputs below it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, parseDocument } from 'yaml';

interface Entry {
  readonly name: string;
  readonly description: string;
  readonly fallback: string | undefined;
  /** The comment above it, if there is one. */
  readonly theme: string | undefined;
}

const ROOT = join(import.meta.dirname, '..');
const README = join(ROOT, 'README.md');

const action = parseDocument(readFileSync(join(ROOT, 'action.yml'), 'utf8'));
const tables = { inputs: inputTables(entries('inputs')), outputs: outputTable(entries('outputs')) };
const readme = Object.entries(tables).reduce(
  (text, [part, table]) => replaced(text, part, table),
  readFileSync(README, 'utf8'),
);
writeFileSync(README, readme);

function entries(part: string): Entry[] {
  const map = action.get(part);
  if (!isMap(map)) {
    throw new Error(`action.yml has no ${part}`);
  }
  return map.items.map(({ key, value }, index) => {
    // A comment above the first key belongs to the map.
    const above = index === 0 ? map.commentBefore : isScalar(key) ? key.commentBefore : undefined;
    return {
      name: String(key),
      description: String(isMap(value) ? value.get('description') : ''),
      fallback: isMap(value) ? (value.get('default') as string | undefined) : undefined,
      theme: above?.trim(),
    };
  });
}

function inputTables(inputs: readonly Entry[]): string[] {
  return inputs.flatMap(({ name, theme, fallback, description }) => [
    ...(theme === undefined
      ? []
      : ['', `### ${theme}`, '', '| input | default | meaning |', '|---|---|---|']),
    row(`\`${name}\``, fallback === undefined ? '' : `\`${fallback}\``, description),
  ]);
}

function outputTable(outputs: readonly Entry[]): string[] {
  return [
    '',
    '| output | value |',
    '|---|---|',
    ...outputs.map(({ name, description }) => row(`\`${name}\``, description)),
  ];
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** `text` with `lines` between the markers of `part`. */
function replaced(text: string, part: string, lines: readonly string[]): string {
  const [start, end] = [`<!-- ${part} of action.yml -->`, `<!-- end of ${part} -->`];
  const [before, rest] = text.split(start);
  const [, after] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined) {
    throw new Error(`README.md has no markers for ${part}`);
  }
  return [before + start, ...lines, '', end + after].join('\n');
}
