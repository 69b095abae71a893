/**
 * Lists what the parts of `src/` import from one another, types included. Fails when an import points up in the order below:
 * while all point down, there is no cycle. With `--quiet` it prints only what is wrong.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** The folders of `src/`, and the files that lie beside them. */
const ORDER = [
  'main',
  'post',
  'publish',
  'report',
  'run',
  'inputs',
  'outcome',
  'job-output',
  'unexpected',
  'gate',
  'storage',
  'auth',
  'service',
  'http',
  'runner',
  'clock',
  'errors',
  'text',
  'version',
];

const SRC = join(import.meta.dirname, '../src');
const IMPORT = /(?:from|import\(?) ?'(\.[^']*)'/g;

const arrows = new Set<string>();
for (const file of globSync('**/*.ts', { cwd: SRC })) {
  for (const [, path = ''] of readFileSync(join(SRC, file), 'utf8').matchAll(IMPORT)) {
    const [from, to] = [part(file), part(join(dirname(file), path))];
    if (from !== to) {
      arrows.add(`${from} -> ${to}`);
    }
  }
}
const listed = [...arrows].sort((a, b) => rank(a) - rank(b));
const wrong = listed.filter(pointsUp);
if (!process.argv.includes('--quiet')) {
  console.log(listed.join('\n'));
}
if (wrong.length > 0) {
  console.error(`\nAgainst the order in scripts/imports.ts:\n${wrong.join('\n')}`);
  process.exitCode = 1;
}

function part(file: string): string {
  return file.split(sep)[0]?.replace(/\.ts$/, '') ?? file;
}

function rank(arrow: string): number {
  const [from = '', to = ''] = arrow.split(' -> ');
  return ORDER.indexOf(from) * ORDER.length + ORDER.indexOf(to);
}

function pointsUp(arrow: string): boolean {
  const [from = -1, to = -1] = arrow.split(' -> ').map((name) => ORDER.indexOf(name));
  return from === -1 || to < from;
}
