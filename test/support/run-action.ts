import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');

interface ActionMetadata {
  readonly inputs: Readonly<Record<string, { description: string; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post: string };
}

/** `action.yml`, as the runner reads it. */
export const metadata: ActionMetadata = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));

export interface RunOptions {
  /** What a workflow says under `with:`; the defaults of `action.yml` fill in the rest. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Further environment variables. Nothing of the caller's environment is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** The event's payload. */
  readonly event?: unknown;
  /** What an earlier main step saved; makes this the post step. */
  readonly state?: Readonly<Record<string, string>>;
  /** Files to load into the process before the action, such as one that makes time run faster. */
  readonly preload?: readonly string[];
  /** Milliseconds after which the process is killed; 60,000 when not given. */
  readonly killAfter?: number;
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/** What a runner would know of a step once its process has ended. */
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
  /** Everything written to the files for outputs, environment and state, as it stands there. */
  readonly files: string;
  readonly annotations: readonly Annotation[];
  /** Values registered by `add-mask`, in order. */
  readonly masks: readonly string[];
}

const FILE_COMMANDS = ['OUTPUT', 'ENV', 'STATE', 'STEP_SUMMARY', 'PATH'] as const;

/** Runs the committed bundle in a process of its own, as a runner starts a step, and waits for its end. */
export async function runAction(options: RunOptions = {}): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-'));
  try {
    const child = spawn(process.execPath, nodeArguments(options), {
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
    const command = parseCommand(line);
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

function nodeArguments({ preload = [], state }: RunOptions): string[] {
  const entry = state === undefined ? metadata.runs.main : metadata.runs.post;
  return [...preload.flatMap((file) => ['--import', file]), join(ROOT, entry)];
}

function environment(options: RunOptions, folder: string): Record<string, string> {
  const { inputs = {}, env = {}, state = {}, event = {} } = options;
  const unknown = Object.keys(inputs).filter((name) => !(name in metadata.inputs));
  if (unknown.length > 0) {
    throw new Error(`action.yml has no input ${unknown.join(', ')}`);
  }
  const eventPath = join(folder, 'event.json');
  writeFileSync(eventPath, JSON.stringify(event));
  const variables: Record<string, string> = {
    // Windows needs it to open a socket.
    ...(process.env.SYSTEMROOT === undefined ? {} : { SYSTEMROOT: process.env.SYSTEMROOT }),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_EVENT_NAME: 'push',
  };
  for (const [name, { default: fallback = '' }] of Object.entries(metadata.inputs)) {
    variables[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = inputs[name] ?? fallback;
  }
  for (const [name, value] of Object.entries(state)) {
    variables[`STATE_${name}`] = value;
  }
  for (const command of FILE_COMMANDS) {
    variables[`GITHUB_${command}`] = join(folder, command);
    writeFileSync(join(folder, command), '');
  }
  return { ...variables, ...env };
}

function logged(stdout: string): Pick<ActionRun, 'log' | 'annotations' | 'masks'> {
  const log = stdout.split(/\r?\n/).slice(0, -1);
  const commands = log.flatMap((line) => parseCommand(line) ?? []);
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

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

function parseCommand(line: string): Command | undefined {
  const match = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/.exec(line);
  if (match === null) {
    return undefined;
  }
  const [, name = '', properties = '', message = ''] = match;
  const pairs = properties.split(',').map((pair) => pair.split('=', 2));
  return {
    name,
    message: unescaped(message),
    properties: Object.fromEntries(pairs.map(([key = '', value = '']) => [key, unescaped(value)])),
  };
}

function unescaped(value: string): string {
  return value
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
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

/** A later value of a name replaces an earlier one. */
function parseFileCommands(content: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const match of content.matchAll(/^(.+?)<<(\S+)\r?\n([\s\S]*?)\r?\n?^\2\r?$/gm)) {
    const [, name = '', , value = ''] = match;
    values[name] = value;
  }
  return values;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
