import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Contexts, evaluateTexts, evaluateValue, isMet } from './expressions.ts';
import { masked } from './run.ts';
import {
  assertKnown,
  contextsOf,
  type JobState,
  type Mapping,
  type Result,
  runStep,
  type Step,
  type StepRun,
  type Texts,
} from './run-step.ts';

export interface WorkflowOptions {
  readonly yaml: string;
  readonly secrets?: Texts;
  /** The secrets of each environment that a job may name. */
  readonly environments?: Readonly<Record<string, Texts>>;
  /** Stands in for `https://api.aspose.cloud`: in the text, and as the `base-url` of a use that gives none. */
  readonly baseUrl?: string;
  /** What to change in the text, first of all. An original that is not there is an error. */
  readonly replace?: readonly (readonly [original: string, replacement: string])[];
  /** `event_name`, `event` (its payload), `repository`. */
  readonly github?: Mapping;
  /** Further environment variables of the machine. */
  readonly env?: Texts;
  /** The `action.yml` of actions that are made of steps, by what a step writes to use them. */
  readonly actions?: Texts;
}

/** A job, or one of those that a matrix makes of it. */
export interface JobRun {
  readonly id: string;
  readonly matrix: Mapping;
  readonly result: Result;
  readonly outputs: Texts;
  /** The post steps come last. */
  readonly steps: readonly StepRun[];
}

/** What `needs` says of a job, whatever number a matrix makes of it. */
type Need = Pick<JobRun, 'result' | 'outputs'>;

interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: unknown;
  readonly environment?: string;
  readonly env?: Mapping;
  readonly outputs?: Mapping;
  readonly strategy?: { readonly matrix?: unknown };
  readonly steps: readonly Step[];
}

const SERVICE_URL = 'https://api.aspose.cloud';
const WORKFLOW_KEYS = ['name', 'on', 'permissions', 'env', 'jobs'];
const JOB_KEYS = [
  'name',
  'runs-on',
  'permissions',
  'needs',
  'if',
  'environment',
  'env',
  'outputs',
  'strategy',
  'steps',
];

/**
 * Runs a workflow as GitHub does, as far as those of the documentation need it: jobs in the order of their `needs`, the
 * jobs of a matrix, steps that run a script in bash, and this action from its committed bundle, post step included.
 *
 * @returns the jobs in the order of the text
 * @throws for what it does not know, so that nothing is passed over in silence
 */
export async function runWorkflow(options: WorkflowOptions): Promise<JobRun[]> {
  const workflow = parse(finalText(options));
  assertKnown(workflow, WORKFLOW_KEYS);
  const jobs: readonly [string, Job][] = Object.entries(workflow.jobs);
  const finished = new Map<string, JobRun[]>();
  const folder = mkdtempSync(join(tmpdir(), 'workflow-'));

  async function start(id: string, { env, ...job }: Job): Promise<void> {
    const needs = needsOf(job).map((need) => [need, summedUp(finished.get(need) ?? [])] as const);
    const whole = { ...job, env: { ...workflow.env, ...env } };
    finished.set(
      id,
      await runJob(id, whole, { options, folder, needs: Object.fromEntries(needs) }),
    );
  }

  try {
    while (finished.size < jobs.length) {
      const ready = jobs.filter(
        ([id, job]) => !finished.has(id) && needsOf(job).every((need) => finished.has(need)),
      );
      if (ready.length === 0) {
        throw new Error('A job needs one that is not there, or that needs it in turn');
      }
      await Promise.all(ready.map(([id, job]) => start(id, job)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return jobs.flatMap(([id]) => finished.get(id) ?? []);
}

function finalText({ yaml, replace = [], baseUrl = SERVICE_URL }: WorkflowOptions): string {
  const text = replace.reduce((before, [original, replacement]) => {
    if (!before.includes(original)) {
      throw new Error(`The workflow does not say: ${original}`);
    }
    return before.replaceAll(original, () => replacement);
  }, yaml);
  return text.replaceAll(SERVICE_URL, baseUrl);
}

function needsOf({ needs = [] }: Job): readonly string[] {
  return typeof needs === 'string' ? [needs] : needs;
}

function summedUp(runs: readonly JobRun[]): Need {
  const worst = (['failure', 'skipped'] as const).find((bad) =>
    runs.some(({ result }) => result === bad),
  );
  const outputs = Object.assign({}, ...runs.map((run) => run.outputs));
  return { result: worst ?? 'success', outputs };
}

interface Surroundings {
  readonly options: WorkflowOptions;
  readonly folder: string;
  readonly needs: Readonly<Record<string, Need>>;
}

async function runJob(
  id: string,
  job: Job,
  { options, folder, needs }: Surroundings,
): Promise<JobRun[]> {
  assertKnown(job, JOB_KEYS);
  const github = { event_name: 'push', event: {}, repository: 'org/app', ...options.github };
  const contexts = { github, inputs: {}, needs };
  const results = Object.values(needs).map(({ result }) => result);
  const status = {
    success: results.every((result) => result === 'success'),
    failure: results.includes('failure'),
  };
  if (!isMet(job.if, contexts, status)) {
    return [{ id, matrix: {}, result: 'skipped', outputs: {}, steps: [] }];
  }
  const { baseUrl, env = {}, actions = {}, environments = {} } = options;
  const secrets = { ...options.secrets, ...environments[job.environment ?? ''] };
  return Promise.all(
    combinations(job, contexts).map(async (matrix) => {
      const known = { ...contexts, matrix };
      const workspace = mkdtempSync(join(folder, 'workspace-'));
      const state: JobState = {
        baseUrl,
        folder,
        workspace,
        actions,
        contexts: { ...known, runner: { os: 'Linux', temp: folder } },
        secrets,
        machineEnv: {
          CI: 'true',
          GITHUB_ACTIONS: 'true',
          GITHUB_EVENT_NAME: github.event_name,
          GITHUB_WORKSPACE: workspace,
          RUNNER_TEMP: folder,
          ...env,
        },
        masks: Object.values(secrets).filter((secret) => secret !== ''),
        env: evaluateTexts(job.env, { ...known, secrets }),
        steps: {},
        failed: false,
        posts: [],
      };
      const steps = await runSteps(job.steps, state);
      const result = state.failed ? 'failure' : 'success';
      return { id, matrix, result, outputs: jobOutputs(job, state), steps };
    }),
  );
}

/** Every combination of the values of a matrix; a single empty one without a matrix. */
function combinations({ strategy = {} }: Job, contexts: Contexts): Mapping[] {
  assertKnown(strategy, ['matrix']);
  const matrix = evaluateValue(strategy.matrix ?? {}, contexts) as Mapping;
  let combined: Mapping[] = [{}];
  for (const [name, list] of Object.entries(matrix)) {
    const values = evaluateValue(list, contexts);
    if (!Array.isArray(values) || values.length === 0 || /^(in|ex)clude$/.test(name)) {
      throw new Error(`The matrix needs a list of values for ${name}`);
    }
    combined = combined.flatMap((others) => values.map((value) => ({ ...others, [name]: value })));
  }
  return combined;
}

async function runSteps(steps: readonly Step[], job: JobState): Promise<StepRun[]> {
  const runs: StepRun[] = [];
  for (const step of steps) {
    runs.push(await runStep(step, job));
  }
  for (const post of job.posts.toReversed()) {
    runs.push(await post());
  }
  return runs;
}

/** An output that holds a masked value is dropped. */
function jobOutputs({ outputs }: Job, job: JobState): Texts {
  const values = evaluateTexts(outputs, { ...contextsOf(job), secrets: job.secrets });
  const kept = Object.entries(values).filter(([, value]) => masked(value, job.masks) === value);
  return Object.fromEntries(kept);
}
