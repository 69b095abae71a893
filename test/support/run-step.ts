import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseFileCommands } from './commands.ts';
import { type Contexts, evaluateText, evaluateTexts, evaluateValue, isMet } from './expressions.ts';
import { type ActionRun, masked, run as runAction, visibleLog } from './run.ts';

export type Result = 'success' | 'failure' | 'skipped';
export type Texts = Readonly<Record<string, string>>;
export type Mapping = Readonly<Record<string, unknown>>;

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: unknown;
  readonly env?: Mapping;
  readonly 'continue-on-error'?: unknown;
  readonly uses?: string;
  readonly with?: Mapping;
  readonly run?: unknown;
}

/** What a step leaves behind: its `log` is masked, `env` is what it exports to the steps after it. */
type Left = Pick<ActionRun, 'outputs' | 'env' | 'log' | 'annotations' | 'summary'>;

export interface StepRun extends Left {
  readonly name: string;
  readonly id: string | undefined;
  /** Before `continue-on-error`. */
  readonly outcome: Result;
  /** After `continue-on-error`. */
  readonly conclusion: Result;
}

/** A job at work; a step adds to it what the next one is to know. */
export interface JobState {
  readonly baseUrl: string | undefined;
  readonly folder: string;
  /** Where its scripts run. */
  readonly workspace: string;
  /** The `action.yml` of actions that are made of steps, by what a step writes to use them. */
  readonly actions: Texts;
  /** What expressions may refer to beside `env`, `secrets` and `steps`. */
  readonly contexts: Contexts & { readonly github: Mapping };
  readonly secrets: Texts;
  /** What every step finds in its environment, before that of the workflow. */
  readonly machineEnv: Texts;
  readonly masks: string[];
  env: Texts;
  readonly steps: Record<string, Pick<StepRun, 'outputs' | 'outcome' | 'conclusion'>>;
  failed: boolean;
  /** The post steps to run at the end, last one first. */
  readonly posts: (() => Promise<StepRun>)[];
}

/** The actions of this repository, by their folders. */
const ACTIONS: Readonly<Record<string, string>> = {
  'org/aspose-auth@v1': '',
  'org/aspose-auth/emulator@v1': 'emulator',
};
const LIMIT_MS = 30_000;
const NOTHING: Left = { outputs: {}, env: {}, log: [], annotations: [], summary: '' };
const STEP_KEYS = ['id', 'name', 'if', 'env', 'continue-on-error', 'uses', 'with', 'run'];

/** Runs a step, or skips it, and notes in `job` what has come of it. */
export async function runStep(step: Step, job: JobState): Promise<StepRun> {
  assertKnown(step, STEP_KEYS);
  const { secrets } = job;
  const ownEnv = evaluateTexts(step.env, { ...contextsOf(job), secrets });
  const contexts = { ...contextsOf(job), env: { ...job.env, ...ownEnv } };
  const script = step.run === undefined ? undefined : String(step.run);
  const named = { id: step.id, name: step.name ?? `Run ${step.uses ?? script?.split('\n')[0]}` };
  if (!isMet(step.if, contexts, { success: !job.failed, failure: job.failed })) {
    return noted({ ...NOTHING, ...named, outcome: 'skipped', conclusion: 'skipped' }, job);
  }
  const known = { ...contexts, secrets };
  const { outcome, ...left } =
    script === undefined
      ? await useAction(step, job, { inputs: evaluateTexts(step.with, known), ownEnv })
      : await runScript(evaluateText(script, known), job, ownEnv);
  const isForgiven = String(evaluateValue(step['continue-on-error'], known)) === 'true';
  const conclusion = isForgiven ? 'success' : outcome;
  return noted({ ...left, ...named, outcome, conclusion }, job);
}

/** What the expressions of a step may refer to; where secrets are allowed, those are to be added. */
export function contextsOf({ contexts, env, steps }: JobState): Contexts {
  return { ...contexts, env, steps };
}

/** @throws for a key that the harness does not know */
export function assertKnown(mapping: object, keys: readonly string[]): void {
  const unknown = Object.keys(mapping).filter((key) => !keys.includes(key));
  if (unknown.length > 0) {
    throw new Error(`runWorkflow() does not know: ${unknown.join(', ')}`);
  }
}

function noted(run: StepRun, job: JobState): StepRun {
  const { id, outputs, outcome, conclusion } = run;
  job.env = { ...job.env, ...run.env };
  job.failed ||= conclusion === 'failure';
  if (id !== undefined) {
    job.steps[id] = { outputs, outcome, conclusion };
  }
  return run;
}

type Ended = Left & { readonly outcome: Result };

async function useAction(
  { uses, name = `Run ${uses}` }: Step,
  job: JobState,
  { inputs, ownEnv }: { inputs: Texts; ownEnv: Texts },
): Promise<Ended> {
  const composite = job.actions[uses ?? ''];
  if (composite !== undefined) {
    return useComposite(composite, { ...job, env: { ...job.env, ...ownEnv } }, inputs);
  }
  const action = ACTIONS[uses ?? ''];
  if (action === undefined) {
    const known = Object.keys(ACTIONS).join(', ');
    throw new Error(`A step has to use one of ${known}, or to run a script: ${uses}`);
  }
  const isEmulator = action === 'emulator';
  const defaults = job.baseUrl === undefined || isEmulator ? {} : { 'base-url': job.baseUrl };

  async function start(state?: Texts): Promise<Ended & Pick<ActionRun, 'state'>> {
    const run = await runAction({
      inputs: { ...defaults, ...inputs },
      ...(isEmulator ? { action } : {}),
      env: { ...job.machineEnv, ...job.env, ...ownEnv },
      event: job.contexts.github.event,
      killAfter: LIMIT_MS,
      ...(state === undefined ? {} : { state }),
    });
    job.masks.push(...run.masks);
    const log = [...visibleLog(run), ...lines(run.stderr)].map((line) => masked(line, job.masks));
    return { ...run, log, outcome: run.exitCode === 0 ? 'success' : 'failure' };
  }

  const main = await start();
  job.posts.push(async () => {
    const post = await start(main.state);
    const { outcome } = post;
    return noted({ ...post, name: `Post ${name}`, id: undefined, conclusion: outcome }, job);
  });
  return main;
}

/** Runs an action that is made of steps, which see its inputs and one another's outputs only. */
async function useComposite(yaml: string, outer: JobState, given: Texts): Promise<Ended> {
  const { inputs: declared = {}, outputs = {}, runs } = parse(yaml);
  const defaults = Object.entries(declared).map(([name, input]) => [
    name,
    (input as { default?: string }).default ?? '',
  ]);
  const inputs = { ...Object.fromEntries(defaults), ...given };
  const job: JobState = {
    ...outer,
    contexts: { ...outer.contexts, inputs },
    secrets: {},
    steps: {},
    failed: false,
  };
  const left: Left[] = [];
  for (const step of runs.steps) {
    left.push(await runStep(step, job));
  }
  const values = Object.entries(outputs).map(([name, output]) => [
    name,
    (output as { value: string }).value,
  ]);
  return {
    outputs: evaluateTexts(Object.fromEntries(values), contextsOf(job)),
    env: Object.assign({}, ...left.map(({ env }) => env)),
    log: left.flatMap(({ log }) => log),
    annotations: left.flatMap(({ annotations }) => annotations),
    summary: left.map(({ summary }) => summary).join(''),
    outcome: job.failed ? 'failure' : 'success',
  };
}

/** As a runner does where no shell is named: bash with `-e`, and without `-o pipefail`. */
async function runScript(script: string, job: JobState, ownEnv: Texts): Promise<Ended> {
  const folder = mkdtempSync(join(job.folder, 'step-'));
  const [scriptFile, outputFile, envFile] = ['script.sh', 'output', 'env'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(scriptFile, script);
  writeFileSync(outputFile, '');
  writeFileSync(envFile, '');
  const child = spawn('bash', ['-e', scriptFile], {
    cwd: job.workspace,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      ...job.machineEnv,
      ...job.env,
      ...ownEnv,
      GITHUB_OUTPUT: outputFile,
      GITHUB_ENV: envFile,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that whatever the script started can be ended with it.
    detached: true,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      printed += chunk;
    });
  }
  const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), LIMIT_MS);
  const exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => clearTimeout(timer));
  return {
    ...NOTHING,
    outputs: parseFileCommands(readFileSync(outputFile, 'utf8')),
    env: parseFileCommands(readFileSync(envFile, 'utf8')),
    log: lines(masked(printed, job.masks)),
    outcome: exitCode === 0 ? 'success' : 'failure',
  };
}

function lines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
