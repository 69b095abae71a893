/** The main step: starts the emulator in a process that outlives it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as core from '@actions/core';
import type { Order, Report } from './background.ts';
import { LOG, printLog, saveBackground, TITLE } from './job.ts';
import type { EmulatorOptions } from './server.ts';
import { LIFETIME_SECONDS, PORTS, parseWholeNumber, type Range } from './whole-number.ts';

const LONGEST_START_SECONDS = 10;

type Listening = Extract<Report, { kind: 'listening' }>;

run().catch((error: Error) => {
  core.error(error.message, { title: TITLE });
  process.exitCode = 1;
});

async function run(): Promise<void> {
  const clientId = randomUUID();
  const clientSecret = randomBytes(16).toString('hex');
  core.setSecret(clientSecret);
  const options = { ...readInputs(), clientId, clientSecret };
  const { url, root } = await startBackground(options);
  core.setOutput('base-url', url);
  core.setOutput('client-id', clientId);
  core.setOutput('client-secret', clientSecret);
  const storage = options.root === undefined ? 'a new, empty folder' : root;
  core.notice(
    `The emulator listens at ${url}. It takes the Client Id ${clientId} with the Client Secret in the output ` +
      `\`client-secret\`. The storage "${options.storageName}" is ${storage}.`,
    { title: TITLE },
  );
}

function readInputs(): EmulatorOptions {
  const faults: string[] = [];
  function readNumber(name: string, fallback: number, range: Range): number {
    const text = core.getInput(name) || String(fallback);
    const number = parseWholeNumber(text, range);
    if (number !== undefined) return number;
    faults.push(
      `${name} must be a whole number from ${range.least} to ${range.most}, not "${text}".`,
    );
    return fallback;
  }
  const root = core.getInput('root');
  const options = {
    port: readNumber('port', 0, PORTS),
    tokenLifetimeSeconds: readNumber('token-lifetime-seconds', 3600, LIFETIME_SECONDS),
    storageName: core.getInput('storage-name') || 'emulator',
    ...(root === '' ? {} : { root: resolve(process.env.GITHUB_WORKSPACE ?? '', root) }),
  };
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return options;
}

async function startBackground(options: EmulatorOptions): Promise<Listening> {
  const folder = mkdtempSync(join(process.env.RUNNER_TEMP || tmpdir(), 'aspose-emulator-'));
  const stopKey = randomUUID();
  const background = spawnDetached(folder);
  try {
    const start: Order = { kind: 'start', options, stopKey };
    const [report] = await Promise.all([reportOf(background), tell(background, start)]);
    if (report.kind === 'failed') throw new Error(report.reason);
    saveBackground({ folder, stopKey, stopUrl: report.stopUrl });
    await tell(background, { kind: 'stay' });
    background.disconnect();
    background.unref();
    return report;
  } catch (error) {
    if (background.kill('SIGKILL')) await once(background, 'exit');
    printLog(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    throw error;
  }
}

/** Detached and with a file for its output, since a runner waits for whatever holds the output of a step. */
function spawnDetached(folder: string): ChildProcess {
  const log = openSync(join(folder, LOG), 'a');
  const script = join(dirname(process.argv[1] ?? ''), 'background.js');
  const background = spawn(process.execPath, [script], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    windowsHide: true,
  });
  closeSync(log);
  return background;
}

async function reportOf(background: ChildProcess): Promise<Report> {
  const late = new AbortController();
  const { signal } = late;
  const timer = setTimeout(() => late.abort(), LONGEST_START_SECONDS * 1000);
  try {
    return await Promise.race([
      once(background, 'message', { signal }).then(([report]) => report),
      once(background, 'exit', { signal }).then(([code, endedBy]) => {
        const how = endedBy ?? `exit code ${code}`;
        throw new Error(`The emulator ended before it answered (${how}).`);
      }),
    ]);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Error(`The emulator did not answer within ${LONGEST_START_SECONDS} seconds.`);
  } finally {
    clearTimeout(timer);
  }
}

/** An order that cannot be sent is no error of its own: the process has ended, which reportOf() tells. */
function tell(background: ChildProcess, order: Order): Promise<void> {
  return new Promise((resolve) => background.send(order, () => resolve()));
}
