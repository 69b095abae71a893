/** What the main and the post step share: the state that is saved between them, and the log. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@actions/core';

/** The process that serves in the background. A request with `Bearer {stopKey}` to `stopUrl` ends it. */
export interface Background {
  /** Where its log is; removed when it has ended. */
  folder: string;
  stopUrl: string;
  stopKey: string;
}

export const TITLE = 'aspose-auth/emulator';
export const LOG = 'log';
const STATE = 'background';

export function saveBackground(background: Background): void {
  core.saveState(STATE, JSON.stringify(background));
}

/** `undefined` when the main step started nothing. */
export function readBackground(): Background | undefined {
  const state = core.getState(STATE);
  return state === '' ? undefined : JSON.parse(state);
}

/** Shows the log folded, in a way that the runner takes no line of it for a command. */
export function printLog(folder: string): void {
  const log = readFileSync(join(folder, LOG), 'utf8').trimEnd();
  const resume = randomUUID();
  core.startGroup('Requests to the emulator');
  core.info(`::stop-commands::${resume}`);
  core.info(log === '' ? 'None.' : log);
  core.info(`::${resume}::`);
  core.endGroup();
}
