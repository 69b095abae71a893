import { join } from 'node:path';
import type { Case } from './service.ts';

export const NODE = process.execPath;
export const POST = join(import.meta.dirname, '../dist/post.js');
export const RUNS = 40;

const MAIN = join(import.meta.dirname, '../dist/index.js');
const FLOOR = join(import.meta.dirname, 'floor.cjs');

export function main(name: string, paths: readonly string[] = []): Case {
  return step(MAIN, name, paths);
}

export function floor(name: string, paths: readonly string[] = []): Case {
  return step(FLOOR, name, paths);
}

function step(script: string, name: string, paths: readonly string[]): Case {
  const command = [NODE, script];
  return paths.length === 0
    ? { name, command, outcome: 'token' }
    : { name, command, env: { 'INPUT_STORAGE-PATH': paths.join('\n') }, outcome: 'passed' };
}
