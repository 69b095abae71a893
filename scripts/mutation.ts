/**
 * Mutation testing: makes small mistakes in `src/`, one at a time, and runs the tests that belong to the file. A mistake
 * that no test notices, a survivor, is a gap in the tests or a change that makes no difference. Mistakes that the compiler
 * refuses do not count.
 *
 *   npm run mutation -- --count 20 --file src/http --out mutation.md
 *
 * `--file` is the start of a path, or of a place as the list of survivors has it: `src/http/retry.ts:17:`. It may be given
 * several times.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../test/support/random.ts';
import { Copy } from './mutation/copy.ts';
import { type Mutant, mutantsOf } from './mutation/mutants.ts';
import { killTests, type Outcome, runTests, testsOf } from './mutation/tests.ts';

interface Result {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
  /** The tests that noticed. */
  readonly by: string;
}

const ROOT = join(import.meta.dirname, '..');
const OUTCOMES = ['caught by an assertion', 'caught by an error', 'out of time', 'survived'];

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    file: { type: 'string', multiple: true, default: ['src'] },
    workers: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const all = globSync('src/**/*.ts', { cwd: ROOT })
  .sort()
  .flatMap((file) => mutantsOf(file, readFileSync(join(ROOT, file), 'utf8')))
  .filter(({ place }) => options.file.some((start) => place.startsWith(start)));
const copies = Array.from({ length: Number(options.workers) }, () => new Copy());
process.on('exit', cleanUp);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(1));
}

const sample = sampleOf(shuffled(all), Number(options.count));
const queue = sample.values();
const results: Result[] = [];
await Promise.all(copies.map(work));
const report = renderReport();
console.log(report);
if (options.out !== undefined) {
  writeFileSync(options.out, report);
}

/** The first `count` that the compiler accepts. */
function sampleOf(mutants: readonly Mutant[], count: number): Mutant[] {
  // About a quarter is refused.
  const accepted = copies[0]?.withoutRefused(mutants.slice(0, 2 * count)) ?? [];
  return accepted.slice(0, count);
}

function shuffled(mutants: readonly Mutant[]): Mutant[] {
  const random = createRandom(Number(options.seed));
  return mutants
    .map((mutant) => ({ mutant, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ mutant }) => mutant);
}

function cleanUp(): void {
  killTests();
  for (const copy of copies) {
    copy.remove();
  }
}

async function work(copy: Copy): Promise<void> {
  await copy.bundle(sample);
  for (const mutant of queue) {
    const start = performance.now();
    const result = await tryOut(mutant, copy);
    results.push(result);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.error(`${results.length}/${sample.length} ${seconds} s ${result.outcome} ${result.by}`);
    console.error(`    ${described(mutant)}`);
  }
}

async function tryOut(mutant: Mutant, copy: Copy): Promise<Result> {
  copy.restore();
  const tests = await testsOf(mutant.file, copy);
  copy.apply(mutant);
  let result: Result = { mutant, outcome: 'survived', by: '' };
  for (const run of tests) {
    const outcome = await runTests(run, copy);
    // Another test may say by an assertion what this one stumbled over.
    result = outcome === 'survived' ? result : { mutant, outcome, by: run.name };
    if (outcome === 'caught by an assertion') {
      run.caught.set(mutant.file, (run.caught.get(mutant.file) ?? 0) + 1);
      break;
    }
  }
  return result;
}

function renderReport(): string {
  const folders = [...new Set(results.map(({ mutant }) => dirname(mutant.file)))].sort();
  const rows = [...folders, 'all'].map((folder) => {
    const own = results.filter(({ mutant }) => ['all', dirname(mutant.file)].includes(folder));
    const numbers = OUTCOMES.map((outcome) => own.filter((one) => one.outcome === outcome).length);
    return `| ${[folder, own.length, ...numbers].join(' | ')} |`;
  });
  const notCaught = results.filter(({ outcome }) => !outcome.startsWith('caught'));
  return [
    `${results.length} of ${all.length} mutants, seed ${options.seed}, without those that the compiler refuses.`,
    '',
    `| folder | mutants | ${OUTCOMES.join(' | ')} |`,
    `|---${'|---:'.repeat(1 + OUTCOMES.length)}|`,
    ...rows,
    '',
    ...notCaught.map(({ mutant, outcome }) => `- ${outcome}: ${described(mutant)}`).sort(),
    '',
  ].join('\n');
}

function described({ place, kind, before, after }: Mutant): string {
  return `${place} ${kind}: \`${clipped(before)}\` → \`${clipped(after)}\``;
}

function clipped(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
