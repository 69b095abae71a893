import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { parseFileCommands, parseWorkflowCommand } from './commands.ts';

const ROOT = join(import.meta.dirname, '../..');

interface ActionMetadata {
  readonly inputs: Readonly<Record<string, { description: string; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post: string };
}

const parsed = new Map<string, ActionMetadata>();

/** `action.yml`, as the runner reads it. */
export const metadata = metadataOf('');

export interface RunOptions {
  /** The action's folder in this repository; the repository itself when not given. */
  readonly action?: string;
  /** What a workflow writes under `with:`. An input that is not written gets its default of `action.yml`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /**
   * Variables to add to what a runner sets, or to replace; `undefined` removes one. Nothing of the environment of the
   * tests is passed on.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The event's payload. */
  readonly event?: unknown;
  /** What the main step saved. Makes this the post step. */
  readonly state?: Readonly<Record<string, string>>;
  /** Modules to load into the process before the action. */
  readonly preload?: readonly string[];
  /** Milliseconds after which the process is killed. */
  readonly killAfter?: number;
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/** What a runner knows of a step once its process has ended. */
export interface ActionRun {
  /** Null when the process was killed. */
  readonly exitCode: number | null;
  /** Every line printed, workflow commands included. */
  readonly log: readonly string[];
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The files for outputs, environment and state as they were written. */
  readonly files: string;
  readonly annotations: readonly Annotation[];
  /** Values registered by `add-mask`, in order. */
  readonly masks: readonly string[];
}

/** For tests that start a process each: as many at a time as two cores carry. */
export const AT_ONCE = { concurrency: 4 };

const FILE_COMMANDS = ['OUTPUT', 'ENV', 'STATE', 'STEP_SUMMARY', 'PATH'] as const;

/**
 * Runs the action in a process of its own, as a runner starts a step, and waits for its end. It runs the committed
 * bundle; with `ASPOSE_AUTH_ENTRY=src` it runs the sources, so that a change to them needs no build.
 */
export async function run(options: RunOptions = {}): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-'));
  try {
    const child = spawn(process.env.ASPOSE_AUTH_NODE ?? process.execPath, nodeArguments(options), {
      cwd: folder,
      env: environment(options, folder),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), options.killAfter ?? 60_000);
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const [exitCode, stdout, stderr] = await Promise.all([
      ended,
      text(child.stdout),
      text(child.stderr),
    ]);
    clearTimeout(timer);
    return { exitCode, stderr, ...logged(stdout), ...written(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The log as a person sees it: masked, without the commands that only the runner reads. */
export function visibleLog({ log }: ActionRun, { debug = false } = {}): string[] {
  const masks: string[] = [];
  return log.flatMap((line) => {
    const command = parseWorkflowCommand(line);
    if (command?.name === 'add-mask') {
      masks.push(command.message);
      return [];
    }
    if (command?.name === 'debug' && !debug) {
      return [];
    }
    const shown = command === undefined ? line : `${capitalized(command.name)}: ${command.message}`;
    return masked(shown, masks).split('\n');
  });
}

/** `text` as the runner shows it: every mask, and every line of one that has several, replaced. */
export function masked(text: string, masks: readonly string[]): string {
  return masks
    .flatMap((mask) => [mask, ...mask.split(/\r?\n/)])
    .filter((mask) => mask !== '')
    .reduce((shown, mask) => shown.replaceAll(mask, '***'), text);
}

/** Parsed once, since hundreds of steps ask for it. */
function metadataOf(action: string): ActionMetadata {
  const known = parsed.get(action) ?? parse(readFileSync(join(ROOT, action, 'action.yml'), 'utf8'));
  parsed.set(action, known);
  return known;
}

function nodeArguments({ preload = [], state, action = '' }: RunOptions): string[] {
  const step = state === undefined ? 'main' : 'post';
  const isSource = process.env.ASPOSE_AUTH_ENTRY === 'src' && action === '';
  const entry = isSource ? `src/${step}.ts` : metadataOf(action).runs[step];
  return [...preload.flatMap((file) => ['--import', file]), join(ROOT, action, entry)];
}

function environment(options: RunOptions, folder: string): NodeJS.ProcessEnv {
  const { inputs = {}, env = {}, state = {}, event = {}, action = '' } = options;
  const known = metadataOf(action).inputs;
  const unknown = Object.keys(inputs).filter((name) => !(name in known));
  if (unknown.length > 0) {
    throw new Error(`action.yml has no input ${unknown.join(', ')}`);
  }
  const eventPath = join(folder, 'event.json');
  writeFileSync(eventPath, JSON.stringify(event));
  const variables: Record<string, string> = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REPOSITORY: 'org/app',
    GITHUB_RUN_ID: '1234567890',
  };
  for (const [name, { default: fallback = '' }] of Object.entries(known)) {
    variables[`INPUT_${name.toUpperCase()}`] = inputs[name] ?? fallback;
  }
  for (const [name, value] of Object.entries(state)) {
    variables[`STATE_${name}`] = value;
  }
  for (const command of FILE_COMMANDS) {
    variables[`GITHUB_${command}`] = join(folder, command);
    writeFileSync(join(folder, command), '');
  }
  // Windows needs SYSTEMROOT to open a socket.
  return { SYSTEMROOT: process.env.SYSTEMROOT, ...variables, ...env };
}

function logged(stdout: string): Pick<ActionRun, 'log' | 'annotations' | 'masks'> {
  const log = stdout.split(/\r?\n/).slice(0, -1);
  const commands = log.flatMap((line) => parseWorkflowCommand(line) ?? []);
  return {
    log,
    annotations: commands.flatMap(({ name, properties, message }) =>
      name === 'error' || name === 'warning' || name === 'notice'
        ? [{ level: name, title: properties.title ?? '', message }]
        : [],
    ),
    masks: commands.flatMap(({ name, message }) => (name === 'add-mask' ? [message] : [])),
  };
}

function written(
  folder: string,
): Pick<ActionRun, 'outputs' | 'env' | 'state' | 'summary' | 'files'> {
  const read = (command: (typeof FILE_COMMANDS)[number]) =>
    readFileSync(join(folder, command), 'utf8');
  return {
    outputs: parseFileCommands(read('OUTPUT')),
    env: parseFileCommands(read('ENV')),
    state: parseFileCommands(read('STATE')),
    summary: read('STEP_SUMMARY'),
    files: read('OUTPUT') + read('ENV') + read('STATE'),
  };
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
