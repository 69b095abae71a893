import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../../emulator/server.ts';
import { makeCredentials } from '../../support/credentials.ts';
import type { Result, StepRun } from '../../support/run-step.ts';
import { type JobRun, runWorkflow, type WorkflowOptions } from '../../support/run-workflow.ts';
import { json, startServer, type TestServer } from '../../support/server.ts';
import { service } from '../../support/service.ts';

export const INVOICE = 'templates/invoice.html';
export const LETTER = 'templates/letter.html';
/** How far the inputs of a step stand from the margin. */
export const INPUT_INDENT = ' '.repeat(10);

/** Proves one thing of a workflow as the documentation has it. */
export type Check = (yaml: string, t: TestContext) => Promise<void>;
/** By the heading of the workflow and by what is proven. */
export type Checks = Readonly<Record<string, Readonly<Record<string, Check>>>>;
export type Replacements = NonNullable<WorkflowOptions['replace']>;

type StartOptions = EmulatorOptions & { readonly files?: readonly string[] };

export async function start(
  t: TestContext,
  { files = [INVOICE, LETTER], ...options }: StartOptions = {},
): Promise<Emulator> {
  const root = temporaryFolder(t);
  for (const file of files) {
    addFile(root, file);
  }
  const emulator = await startEmulator({ root, ...options });
  t.after(() => emulator.close());
  return emulator;
}

export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'recipes-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function addFile(root: string, path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), 'content');
}

/** Gives a token to everyone; the storage asks to come back in two minutes. */
export function startBrokenStorage(): Promise<TestServer> {
  return startServer((request, response, count) =>
    request.path.includes('/storage/')
      ? json(response, {}, { status: 503, headers: { 'retry-after': '120' } })
      : service()(request, response, count),
  );
}

export function runOn(
  at: Emulator | TestServer,
  yaml: string,
  options: Partial<WorkflowOptions> = {},
): Promise<JobRun[]> {
  return runWorkflow({ yaml, baseUrl: at.url, secrets: secretsFor(at), ...options });
}

export function secretsFor(at: Emulator | TestServer): Record<string, string> {
  const credentials = makeCredentials();
  return {
    ASPOSE_CLIENT_ID: 'clientId' in at ? at.clientId : credentials['client-id'],
    ASPOSE_CLIENT_SECRET: 'clientSecret' in at ? at.clientSecret : credentials['client-secret'],
  };
}

/** The secrets of the recipes that seal. */
export function withKey(at: Emulator | TestServer) {
  const key = 'a made-up key that the jobs share';
  return { secrets: { ...secretsFor(at), ASPOSE_SEAL_KEY: key } };
}

/** Leaves out a line of the steps' inputs. */
export function without(input: string): Replacements {
  return [[`${INPUT_INDENT}${input}\n`, '']];
}

export function portOf({ url }: Emulator): number {
  return Number(new URL(url).port);
}

export function tokenRequests({ requests }: Emulator): number {
  return requests.filter(({ path }) => path === '/connect/token').length;
}

export function tokenOf(step: StepRun | undefined): string {
  const { ASPOSE_ACCESS_TOKEN: token = '' } = step?.env ?? {};
  assert.notEqual(token, '');
  return token;
}

/** The names in the answer that a step printed. */
export function listedBy(step: StepRun | undefined): string[] {
  const { value } = JSON.parse(step?.log.join('\n') ?? '');
  return value.map(({ name }: { name: string }) => name);
}

/** Asserts on the conclusion of every step; the post steps come last. */
export function assertSteps(job: JobRun | undefined, conclusions: readonly Result[]): void {
  const log = job?.steps.map(({ name, log }) => [`# ${name}`, ...log].join('\n')).join('\n');
  assert.deepEqual(
    job?.steps.map(({ conclusion }) => conclusion),
    conclusions,
    `${job?.id} went another way:\n${log}`,
  );
}
