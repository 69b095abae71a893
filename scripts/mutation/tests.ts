/** Which tests belong to a file of `src/`, and running them until one fails. */
import { type ChildProcess, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Copy } from './copy.ts';

/** Test files of the bundle that belong to a folder of `src/`: those likely to fail first, and the slow ones last. */
const TESTS: Readonly<Record<string, readonly string[]>> = {
  auth: [
    'action/{given-token,token-response,expiry,token-renewal,sealed-token,token-request}',
    'action/{rejected-credentials,locked-credentials,missing-credentials,masking,waiting}',
    'action/responses hostile/{token-requests,leak-echoes}',
  ],
  gate: [
    'action/{expectations,patterns,age-and-size,waiting,storages,summary}',
    'action/{storage-answers,token-renewal,locked-credentials}',
  ],
  http: [
    'action/{responses,connections,locked-credentials,urls,expiry,token-request}',
    'hostile/{proxy-variables,proxy-trouble,proxies,certificates,proxy-password,unasked-responses}',
    'action/retries hostile/fault-matrix',
  ],
  inputs: [
    'action/{inputs,gate-inputs,storage-path-rules,credentials,urls,env-name}',
    'action/{missing-credentials,sealed-token,given-token,masking,storages,listing}',
    'hostile/earlier-steps',
  ],
  report: [
    'action/{summary,outputs,expectations,workflow-commands,listing,rejected-credentials}',
    'action/{masking,missing-credentials,expiry,retries}',
  ],
  runner: [
    'action/{workflow-commands,masking,masking-order,missing-credentials,internal-error}',
    'action/outputs hostile/{runner-files,leak-echoes,leak-scenarios}',
  ],
  service: [
    'action/{responses,token-response,rejected-credentials,locked-credentials}',
    'action/{storage-answers,storage-routes,connections,urls}',
    'hostile/{certificates,proxy-trouble,proxies,proxy-password,leak-echoes}',
    'action/retries hostile/fault-matrix',
  ],
  storage: [
    'action/{storage-answers,storage-routes,listing,storages,token-renewal}',
    'action/{expectations,age-and-size,patterns,waiting}',
  ],
  '': [
    'action/{outputs,expectations,listing,internal-error,post-step,summary,masking-order}',
    'action/{expiry,age-and-size,missing-credentials,workflow-commands,waiting}',
    'action/{token-request,given-token}',
    'hostile/{earlier-steps,runner-files,certificates}',
  ],
};

export type Outcome = 'caught by an assertion' | 'caught by an error' | 'out of time' | 'survived';

/** A run of test files in one process. */
export interface TestRun {
  readonly name: string;
  readonly files: readonly string[];
  readonly isUnit: boolean;
  /** How many mutants it has caught, by the file of `src/` that they were in. */
  readonly caught: Map<string, number>;
  /** Milliseconds that it takes without a mutant; undefined when it fails without one. */
  ms?: Promise<number | undefined>;
}

const LONGEST_MS = 300_000;
/** In a test, or in a property of fast-check. */
const FAILED_ASSERTION = /^ *(code: 'ERR_ASSERTION'|Got AssertionError .*)$/m;
const runs = new Map<string, TestRun>();
const running = new Set<ChildProcess>();

/** Those of pure functions come first, then those that have caught most mutants of the file in the shortest time. */
export async function testsOf(file: string, copy: Copy): Promise<TestRun[]> {
  const part = dirname(file).split('/')[1] ?? '';
  const unit = globSync(join('test/unit', part, '*.test.ts'), { cwd: copy.folder });
  const bundle = (TESTS[part] ?? []).flatMap(expanded);
  const known: { run: TestRun; rank: number }[] = [];
  for (const files of [unit, ...bundle.map((one) => [one])].filter(({ length }) => length > 0)) {
    const run = runOf(files);
    run.ms ??= firstRun(run, copy);
    const ms = await run.ms;
    if (ms !== undefined) {
      known.push({ run, rank: run.isUnit ? 1 : (run.caught.get(file) ?? 0) / ms });
    }
  }
  return known.sort((a, b) => b.rank - a.rank).map(({ run }) => run);
}

/** Runs test files until an assertion fails. */
export async function runTests(run: TestRun, copy: Copy): Promise<Outcome> {
  const ms = await run.ms;
  return untilAssertion(run, copy, ms === undefined ? LONGEST_MS : 15_000 + 4 * ms);
}

export function killTests(): void {
  running.forEach(kill);
}

/** `a/{b,c} d/e` as the files `test/a/b.test.ts`, `test/a/c.test.ts` and `test/d/e.test.ts`. */
function expanded(patterns: string): string[] {
  return patterns.split(' ').flatMap((pattern) => {
    const [folder = '', names = ''] = pattern.split('/');
    const listed = names.split(/[{},]/).filter((name) => name !== '');
    return listed.map((name) => `test/${folder}/${name}.test.ts`);
  });
}

function runOf(files: readonly string[]): TestRun {
  const isUnit = files[0]?.startsWith('test/unit') ?? false;
  const name = isUnit ? dirname(files[0] ?? '') : String(files);
  const run = runs.get(name) ?? { name, files, isUnit, caught: new Map() };
  runs.set(name, run);
  return run;
}

async function firstRun(run: TestRun, copy: Copy): Promise<number | undefined> {
  const start = performance.now();
  const outcome = await untilAssertion(run, copy, LONGEST_MS);
  const ms = performance.now() - start;
  const isGood = outcome === 'survived';
  const remark = isGood ? '' : ': left out, because it fails without a mutant';
  console.error(`${run.name} takes ${(ms / 1000).toFixed(1)} s${remark}`);
  return isGood ? ms : undefined;
}

function untilAssertion({ files }: TestRun, { folder }: Copy, limitMs: number): Promise<Outcome> {
  const flags = ['--test', '--test-isolation=none', '--test-reporter=tap'];
  const child = spawn(process.execPath, [...flags, ...files], {
    cwd: folder,
    env: { ...process.env, TMPDIR: join(folder, 'tmp') },
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
      if (FAILED_ASSERTION.test(printed)) {
        end('caught by an assertion');
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
