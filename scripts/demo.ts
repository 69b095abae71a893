/**
 * `npm start`: shows what a person sees on GitHub. Runs the committed bundle as a runner does, against the emulator, or
 * against the real service when the environment has credentials.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { startEmulator } from '../emulator/server.ts';
import { type ActionRun, masked, run, visibleLog } from '../test/support/run.ts';
import { summaryText } from './summary-text.ts';

type Inputs = Readonly<Record<string, string>>;

interface Scene {
  readonly inputs: Inputs;
  readonly step: ActionRun;
}

/** Variables that the real service may need, behind a proxy or a private certificate authority. */
const NETWORK_VARIABLES = [
  'https_proxy',
  'HTTPS_PROXY',
  'no_proxy',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
];

const RULE = '─'.repeat(80);
const NOT_THERE = '/not/uploaded/yet.html';

const FAILURES: Readonly<Record<string, string>> = {
  'storage-gate-failed': 'gate fails',
  'credentials-rejected': 'wrong secret',
};

const { ASPOSE_CLIENT_ID: id, ASPOSE_CLIENT_SECRET: secret, ASPOSE_STORAGE_PATH } = process.env;
const scenes =
  id && secret
    ? await runOnService({ 'client-id': id, 'client-secret': secret })
    : await runOnEmulator();
for (const [index, scene] of scenes.entries()) {
  showDetails(`Run ${index + 1}`, scene);
}
if (scenes.every(({ step }) => !hasToken(step))) {
  process.exitCode = 1;
} else {
  showWhatToCopy();
}

async function runOnEmulator(): Promise<Scene[]> {
  const root = mkdtempSync(join(tmpdir(), 'aspose-storage-'));
  mkdirSync(join(root, 'templates'));
  writeFileSync(join(root, 'templates/invoice.html'), '<h1>Invoice {{number}}</h1>\n');
  const emulator = await startEmulator({ root });
  const access = {
    'base-url': emulator.url,
    'client-id': emulator.clientId,
    'client-secret': emulator.clientSecret,
  };
  console.log(`Three runs of the action against an emulator of Aspose Cloud at ${emulator.url}.`);
  console.log('With ASPOSE_CLIENT_ID and ASPOSE_CLIENT_SECRET set, they use the real service.');
  if (ASPOSE_STORAGE_PATH) {
    console.log('ASPOSE_STORAGE_PATH is used only with these two.');
  }
  console.log();
  try {
    return [
      await play(access, { 'storage-path': '/templates/invoice.html\n/templates' }),
      await play(access, { 'storage-path': `/templates/invoice.html\n${NOT_THERE}` }),
      await play(access, { 'client-secret': randomBytes(16).toString('hex') }),
    ];
  } finally {
    await emulator.close();
    rmSync(root, { recursive: true });
  }
}

/** Stops when there is no token, because five rejected requests lock the credentials. */
async function runOnService(access: Inputs): Promise<Scene[]> {
  console.log('Runs of the action against https://api.aspose.cloud with your credentials.\n');
  const first = await play(
    access,
    ASPOSE_STORAGE_PATH ? { 'storage-path': ASPOSE_STORAGE_PATH } : { 'storage-list': '/' },
  );
  return hasToken(first.step)
    ? [first, await play(access, { 'storage-path': NOT_THERE })]
    : [first];
}

/** Runs the action and prints the result at once. */
async function play(access: Inputs, inputs: Inputs): Promise<Scene> {
  const env = Object.fromEntries(NETWORK_VARIABLES.map((name) => [name, process.env[name]]));
  const step = await run({ inputs: { ...access, ...inputs }, env });
  console.log(verdict(step));
  return { inputs, step };
}

function hasToken({ outputs }: ActionRun): boolean {
  return outputs['access-token'] !== undefined;
}

function verdict({ exitCode, outputs }: ActionRun): string {
  if (exitCode === 0) {
    const words = outputs['storage-gate'] === 'passed' ? 'gate passes' : 'token obtained';
    return styleText('green', `✓ ${words}, the deploy runs`);
  }
  const code = outputs['error-code'] ?? '';
  return styleText('red', `✗ ${FAILURES[code] ?? code}, the deploy is stopped`);
}

function showDetails(title: string, { inputs, step }: Scene): void {
  console.log(`\n${RULE}\n${styleText('bold', title)}`);
  const log = visibleLog(step);
  // The summary repeats the annotation, which the log shows.
  const summary = summaryText(step.summary).filter((line) => !log.join('\n').includes(line));
  section('with', Object.entries(inputs).map(named), step);
  section('log', log, step);
  section("summary on the job's page", summary, step);
  section('outputs', Object.entries(step.outputs).map(named), step);
  section('environment of later steps', Object.entries(step.env).map(named), step);
}

function section(title: string, entries: readonly string[], { masks }: ActionRun): void {
  if (entries.length > 0) {
    console.log(styleText('bold', `\n${title}`));
    for (const line of entries.flatMap((entry) => entry.split('\n'))) {
      console.log(`  ${masked(line, masks)}`);
    }
  }
}

function named([name, value]: readonly [string, string]): string {
  return value.includes('\n') ? `${name}: |\n${value.replace(/^/gm, '  ')}` : `${name}: ${value}`;
}

function showWhatToCopy(): void {
  console.log(`
${RULE}
${styleText('bold', 'Next: copy this into a workflow, and change the path')}

- uses: org/aspose-auth@v1
  with:
    client-id: \${{ secrets.ASPOSE_CLIENT_ID }}
    client-secret: \${{ secrets.ASPOSE_CLIENT_SECRET }}
    storage-path: /templates/invoice.html
    storage-expect: file

Whole workflows: docs/recipes.md`);
}
