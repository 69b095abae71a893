import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { parse } from 'yaml';

const ACTION = join(import.meta.dirname, '..');

export interface Metadata {
  inputs: Record<string, { description: string; default?: string }>;
  outputs: Record<string, { description: string }>;
  runs: Record<'using' | 'main' | 'post', string>;
}

export const metadata: Metadata = parse(await readFile(join(ACTION, 'action.yml'), 'utf8'));

/** What a runner would know of a step once its process has ended. */
export interface StepRun {
  exitCode: number | null;
  /** Every line printed, commands included. */
  log: string[];
  stderr: string;
  outputs: Record<string, string>;
  state: Record<string, string>;
}

/** A job's folders, in which steps run as a runner runs them. */
export interface Job {
  workspace: string;
  main(inputs?: Record<string, string>, env?: Record<string, string>): Promise<StepRun>;
  post(state: Record<string, string>, env?: Record<string, string>): Promise<StepRun>;
  /** What the steps have left in the folder for temporary files. */
  leftovers(): Promise<string[]>;
}

/** A job whose emulators are ended after the test. */
export async function newJob(t: TestContext): Promise<Job> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'emulator-job-')));
  const [workspace, temporary] = [join(folder, 'workspace'), join(folder, 'temporary')];
  await mkdir(workspace);
  await mkdir(temporary);
  const machine = {
    RUNNER_TEMP: temporary,
    GITHUB_WORKSPACE: workspace,
    TMPDIR: temporary,
    TEMP: temporary,
  };
  const started = new Set<Record<string, string>>();

  const job: Job = {
    workspace,
    async main(inputs = {}, env = {}) {
      const values = Object.entries(metadata.inputs).map(([name, { default: fallback = '' }]) => [
        `INPUT_${name.toUpperCase()}`,
        inputs[name] ?? fallback,
      ]);
      const run = await runStep(metadata.runs.main, folder, {
        ...machine,
        ...Object.fromEntries(values),
        ...env,
      });
      started.add(run.state);
      return run;
    },
    async post(state, env = {}) {
      started.delete(state);
      const saved = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]);
      const variables = { ...machine, ...Object.fromEntries(saved), ...env };
      return runStep(metadata.runs.post, folder, variables);
    },
    leftovers: () => readdir(temporary),
  };
  t.after(async () => {
    for (const state of started) await job.post(state);
    await rm(folder, { recursive: true, force: true });
  });
  return job;
}

async function runStep(
  script: string,
  folder: string,
  env: Record<string, string>,
): Promise<StepRun> {
  const files = await mkdtemp(join(folder, 'step-'));
  const [output, state] = [join(files, 'output'), join(files, 'state')];
  for (const file of [output, state]) await writeFile(file, '');
  const { SYSTEMROOT = '' } = process.env; // Windows needs it to open a socket.
  const child = spawn(process.execPath, [join(ACTION, script)], {
    cwd: files,
    env: { SYSTEMROOT, GITHUB_OUTPUT: output, GITHUB_STATE: state, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const exitCode = await ended;
  endGroup(child.pid);
  return {
    exitCode,
    log: stdout.split(/\r?\n/).slice(0, -1),
    stderr,
    outputs: parseValues(await readFile(output, 'utf8')),
    state: parseValues(await readFile(state, 'utf8')),
  };
}

/** As engines do that end whatever a step leaves in its process group. Windows has no such groups. */
function endGroup(pid: number | undefined): void {
  if (process.platform === 'win32' || pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function parseValues(content: string): Record<string, string> {
  const values = content.matchAll(/^(.+?)<<(\S+)\r?\n([\s\S]*?)\r?\n?^\2\r?$/gm);
  return Object.fromEntries([...values].map(([, name, , value]) => [name, value]));
}
