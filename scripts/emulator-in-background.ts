/**
 * Starts the emulator for the later steps of a workflow, detached, because some engines end what a step leaves running.
 * Takes the emulator's options, and sets the outputs `url` and `pid`.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_START_MS = 20_000;

const logFile = join(mkdtempSync(join(tmpdir(), 'aspose-emulator-')), 'log');
const log = openSync(logFile, 'a');
const emulator = spawn(
  process.execPath,
  [join(import.meta.dirname, '../emulator/cli.ts'), ...process.argv.slice(2)],
  { detached: true, stdio: ['ignore', log, log] },
);
emulator.unref();

const url = await urlInLog(Date.now() + LONGEST_START_MS);
console.log(readFileSync(logFile, 'utf8'));
if (url === undefined) {
  console.error('The emulator did not start.');
  process.exit(1);
}
appendFileSync(process.env.GITHUB_OUTPUT ?? '', `url=${url}\npid=${emulator.pid}\n`);

async function urlInLog(deadline: number): Promise<string | undefined> {
  while (emulator.exitCode === null && Date.now() < deadline) {
    const [, found] = /^ *URL +(\S+)\n/m.exec(readFileSync(logFile, 'utf8')) ?? [];
    if (found !== undefined) {
      return found;
    }
    await sleep(50);
  }
  return undefined;
}
