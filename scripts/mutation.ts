/**
 * Mutation testing: makes small mistakes in `src/`, one at a time, and runs the tests that belong to the file. A mistake
 * that no test notices, a survivor, is a gap in the tests or a change that makes no difference.
 *
 *   npm run mutation -- --count 20 --file src/http --out mutation.md
 *
 * `--file` names the start of a path, or of a place as the list of survivors has it: `src/http/retry.ts:17`. Each worker has
 * a copy of the repository outside the work tree.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../test/support/random.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

/** The tests of the bundle that belong to a part of `src/`, the likeliest to notice first; * stands for what all of them share. */
const TESTS: Readonly<Record<string, string>> = {
  auth: 'action/{given-token,token-response,expiry,token-renewal,sealed-token,token-request,rejected-credentials,locked-credentials,missing-credentials} hostile/{token-requests,leak-echoes}',
  gate: 'action/{expectations,patterns,age-and-size,waiting,storages}',
  http: 'action/{responses,retries,connections,locked-credentials,urls} hostile/{proxy-variables,proxies,proxy-trouble,proxy-password,certificates,unasked-responses,old-node,fault-matrix}',
  inputs:
    'action/{inputs,gate-inputs,storage-path-rules,credentials,urls,env-name,missing-credentials,sealed-token,given-token,masking} hostile/earlier-steps',
  report: 'action/{outputs,summary,expectations,workflow-commands,listing,rejected-credentials}',
  runner:
    'action/{workflow-commands,masking,masking-order,missing-credentials,internal-error,outputs} hostile/{runner-files,leak-echoes,leak-scenarios}',
  service:
    'action/{responses,token-response,rejected-credentials,locked-credentials,storage-answers,storage-routes,connections,retries} hostile/{certificates,proxy-trouble,proxies,proxy-password,leak-echoes,fault-matrix}',
  storage:
    'action/{storage-answers,storage-routes,listing,storages,token-renewal,expectations,age-and-size}',
  '': 'action/{outputs,expectations,listing,internal-error,post-step,summary,masking-order,expiry,age-and-size,missing-credentials} hostile/{earlier-steps,runner-files,certificates}',
};

const OUTCOMES = [
  'caught by an assertion',
  'caught by an error',
  'out of time',
  'survived',
] as const;

type Outcome = (typeof OUTCOMES)[number];

interface Result {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
  /** The tests that noticed. */
  readonly by: string;
}

const ROOT = join(import.meta.dirname, '..');
const OPTIONS = {
  count: { type: 'string', default: '300' },
  seed: { type: 'string', default: '1' },
  file: { type: 'string', default: 'src' },
  workers: { type: 'string', default: '1' },
  out: { type: 'string' },
} as const;
/** As in `scripts/build.ts`. */
const BUNDLING = {
  cache: false,
  esm: false,
  quiet: true,
  externals: { undici: 'node:http', tunnel: 'node:http' },
};
const LONGEST_FIRST_RUN_MS = 300_000;

const ncc: (entry: string, options: object) => Promise<{ code: string }> = createRequire(
  import.meta.url,
)('@vercel/ncc');

const { values: options } = parseArgs({ options: OPTIONS });
const running = new Set<ChildProcess>();
const copies: string[] = [];
process.removeAllListeners('exit');
process.on('exit', cleanUp);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(1));
}

const all = globSync('src/**/*.ts', { cwd: ROOT })
  .sort()
  .flatMap((file) => mutantsOf(file, readFileSync(join(ROOT, file), 'utf8')));
const sample = sampleOf(all.filter(({ place }) => place.startsWith(options.file)));
console.error(`${sample.length} of ${all.length} mutants, seed ${options.seed}`);

for (let worker = 0; worker < Number(options.workers); worker += 1) {
  copies.push(makeCopy());
}
const limits = await firstRun(copies[0] ?? '');
const results: Result[] = [];
const queue = sample.values();
await Promise.all(copies.map(work));
const report = renderReport(results);
console.log(report);
if (options.out !== undefined) {
  writeFileSync(options.out, report);
}

/** Drawn without replacement; a larger `--count` adds to the same beginning. */
function sampleOf(mutants: Mutant[]): Mutant[] {
  const random = createRandom(Number(options.seed));
  const drawn = mutants.map((mutant) => ({ mutant, rank: random() }));
  return drawn
    .sort((a, b) => a.rank - b.rank)
    .slice(0, Number(options.count))
    .map(({ mutant }) => mutant);
}

/** A built copy of what git knows of the work tree. */
function makeCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'mutation-'));
  const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' });
  for (const file of files.trim().split('\n')) {
    cpSync(join(ROOT, file), join(copy, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  mkdirSync(join(copy, 'tmp'));
  execFileSync(process.execPath, ['scripts/build.ts'], { cwd: copy });
  return copy;
}

function cleanUp(): void {
  running.forEach(kill);
  for (const copy of copies) {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The runs of tests for a file of `src/`: those of pure functions in one process, then those of the bundle file by file. */
function testsOf(file: string): string[][] {
  const part = dirname(file).split('/')[1] ?? '';
  const unit = globSync(join('test/unit', part, '*.test.ts'), { cwd: ROOT });
  const patterns = (TESTS[part] ?? '').split(' ');
  const bundle = patterns.flatMap((pattern) => expanded(pattern).map((name) => [name]));
  return unit.length === 0 ? bundle : [unit, ...bundle];
}

/** `a/{b,c}` as the files `test/a/b.test.ts` and `test/a/c.test.ts`, in this order. */
function expanded(pattern: string): string[] {
  const [folder = '', names = ''] = pattern.split('/');
  return names.split(/[{},]/).flatMap((name) => name && `test/${folder}/${name}.test.ts`);
}

/** Runs the tests without a mutant. Returns how long each may take; those that fail are left out. */
async function firstRun(copy: string): Promise<ReadonlyMap<string, number>> {
  const limits = new Map<string, number>();
  const runs = new Map(
    sample.flatMap(({ file }) => testsOf(file)).map((run) => [String(run), run]),
  );
  for (const [name, run] of runs) {
    const start = performance.now();
    const outcome = await runTests(copy, run, LONGEST_FIRST_RUN_MS);
    const ms = performance.now() - start;
    console.error(
      `${(ms / 1000).toFixed(1)} s ${name}${outcome === 'survived' ? '' : ': LEFT OUT, it fails without a mutant'}`,
    );
    if (outcome === 'survived') {
      limits.set(name, 10_000 + 3 * ms);
    }
  }
  return limits;
}

async function work(copy: string): Promise<void> {
  for (const mutant of queue) {
    const start = performance.now();
    const result = await tried(mutant, copy);
    results.push(result);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.error(
      `${results.length}/${sample.length} ${seconds} s ${result.outcome} ${result.by}\n    ${described(mutant)}`,
    );
  }
}

async function tried(mutant: Mutant, copy: string): Promise<Result> {
  const { file, source } = mutant;
  const compiled = join('lib', file.replace(/ts$/, 'js'));
  const originals = [file, compiled].map((name) => [name, readFileSync(join(copy, name))] as const);
  writeFileSync(join(copy, file), source);
  writeFileSync(
    join(copy, compiled),
    stripTypeScriptTypes(source).replaceAll(/(\.\.?\/.*)\.ts'/g, "$1.js'"),
  );
  let isBundled = false;
  try {
    for (const run of testsOf(file)) {
      const limit = limits.get(String(run));
      if (limit === undefined) {
        continue;
      }
      if (!isBundled && !run[0]?.startsWith('test/unit')) {
        await bundle(file, copy);
        isBundled = true;
      }
      const outcome = await runTests(copy, run, limit);
      if (outcome !== 'survived') {
        return { mutant, outcome, by: run.length === 1 ? String(run) : dirname(String(run[0])) };
      }
    }
    return { mutant, outcome: 'survived', by: '' };
  } finally {
    for (const [name, content] of originals) {
      writeFileSync(join(copy, name), content);
    }
  }
}

async function bundle(file: string, copy: string): Promise<void> {
  const step = file === 'src/post.ts' ? 'post' : 'main';
  const { code } = await ncc(join(copy, 'lib/src', `${step}.js`), BUNDLING);
  writeFileSync(join(copy, 'dist', step === 'post' ? 'post.js' : 'index.js'), code);
}

/** Runs test files until the first failure. */
function runTests(copy: string, files: readonly string[], limitMs: number): Promise<Outcome> {
  const flags = ['--test', '--test-isolation=none', '--test-reporter=tap'];
  const child = spawn(process.execPath, [...flags, ...files], {
    cwd: copy,
    env: { ...process.env, TMPDIR: join(copy, 'tmp') },
    stdio: ['ignore', 'pipe', 'ignore'],
    // A group of its own, so that the steps that the tests started end with it.
    detached: true,
  });
  running.add(child);
  return new Promise((resolve) => {
    let printed = '';
    let outcome: Outcome | undefined;
    const end = (what: Outcome) => {
      outcome ??= what;
      kill(child);
    };
    const timer = setTimeout(end, limitMs, 'out of time');
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      printed += chunk;
      const [failure] = /^ *not ok [\s\S]*?\n *\.\.\.$/m.exec(printed) ?? [];
      if (failure !== undefined) {
        end(failure.includes('ERR_ASSERTION') ? 'caught by an assertion' : 'caught by an error');
      }
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(outcome ?? (code === 0 ? 'survived' : 'caught by an error'));
    });
  });
}

function kill({ pid }: ChildProcess): void {
  try {
    process.kill(-(pid ?? 0), 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function renderReport(results: readonly Result[]): string {
  const parts = [...new Set(results.map(({ mutant }) => dirname(mutant.file)))].sort();
  const rows = [...parts, 'all'].map((part) => {
    const own = results.filter(({ mutant }) => part === 'all' || dirname(mutant.file) === part);
    const numbers = OUTCOMES.map((outcome) => own.filter((one) => one.outcome === outcome).length);
    return `| ${[part, own.length, ...numbers].join(' | ')} |`;
  });
  const notCaught = results.filter(({ outcome }) => !outcome.startsWith('caught'));
  return [
    `${results.length} mutants of ${all.length}, seed ${options.seed}`,
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
  const code = [before, after].map((text) => `\`${clipped(text.replaceAll(/\s+/g, ' '))}\``);
  return `${place} ${kind}: ${code.join(' → ')}`;
}

function clipped(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
