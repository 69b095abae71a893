import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figures.ts';

const ROOT = join(import.meta.dirname, '..');

export async function measureSize(): Promise<Figure[]> {
  const size = (file: string) => readFileSync(join(ROOT, file)).length / 1000;
  const ofAction = globSync('dist/*.js', { cwd: ROOT }).sort();
  const ofEmulator = globSync('emulator/dist/*.js', { cwd: ROOT }).sort();
  const total = ofAction.reduce((sum, file) => sum + size(file), 0);
  return [
    { name: '`dist/*.js`', value: total, unit: 'kB', target: 160 },
    ...[...ofAction, ...ofEmulator].map((file) => ({
      name: `\`${file}\``,
      value: size(file),
      unit: 'kB',
    })),
    ...partsOf(readFileSync(join(ROOT, 'dist/index.js'), 'utf8')),
  ];
}

/** The share of each package in a bundle, in which ncc marks the beginning of every module. */
function partsOf(bundle: string): Figure[] {
  const sizes = new Map<string, number>();
  for (const part of bundle.split(/^(?=;\/\/ )|^(?=\/\*\*\*\/ \d+:)/m)) {
    const [, path] = /^;\/\/ (?:CONCATENATED MODULE: )?(\S+)/.exec(part) ?? [];
    const [, owner = 'this action'] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path ?? '') ?? [];
    // ncc does not name CommonJS modules, and tunnel is the only one.
    const name = path === undefined ? 'tunnel and webpack' : owner;
    sizes.set(name, (sizes.get(name) ?? 0) + Buffer.byteLength(part) / 1000);
  }
  return [...sizes]
    .map(([name, value]) => ({ name: `in \`dist/index.js\`: ${name}`, value, unit: 'kB' }))
    .sort((a, b) => b.value - a.value);
}
