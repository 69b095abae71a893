/** The post step: ends the emulator that the main step started, and shows what it was asked. */
import { rmSync } from 'node:fs';
import { request } from 'node:http';
import * as core from '@actions/core';
import { type Background, printLog, readBackground, TITLE } from './job.ts';

const LONGEST_STOP_MS = 5000;

run().catch((error: Error) => core.warning(error.message, { title: TITLE }));

async function run(): Promise<void> {
  const background = readBackground();
  if (background === undefined) return;
  const hasStopped = await stop(background);
  printLog(background.folder);
  // Windows keeps the log open until the process has ended.
  rmSync(background.folder, { recursive: true, force: true, maxRetries: 10 });
  if (!hasStopped) {
    core.warning('The emulator ended before the job did. Its last lines are in the log above.', {
      title: TITLE,
    });
  }
}

/** Whether the emulator was there to be ended. Only it knows the key, so nothing else is ended in its place. */
function stop({ stopUrl, stopKey }: Background): Promise<boolean> {
  return new Promise((resolve) => {
    const stopping = request(stopUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${stopKey}` },
      // Around a proxy, whatever the environment says.
      agent: false,
      timeout: LONGEST_STOP_MS,
    });
    stopping.once('response', ({ statusCode }) => resolve(statusCode === 204));
    stopping.once('timeout', () => stopping.destroy());
    stopping.once('close', () => resolve(false));
    stopping.once('error', () => resolve(false));
    stopping.end();
  });
}
