/**
 * Shows what a person sees on GitHub: runs the committed bundle as a runner does, once with a gate that passes and once
 * with one that fails. Without credentials in the environment it does so against the emulator.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../emulator/server.ts';
import { type ActionRun, masked, runAction, visibleLog } from '../test/support/run-action.ts';

/** Variables that the real service may need, behind a proxy or a private certificate authority. */
const NETWORK_VARIABLES = [
  'https_proxy',
  'HTTPS_PROXY',
  'no_proxy',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
];

type Inputs = Readonly<Record<string, string>>;

const { ASPOSE_CLIENT_ID: clientId, ASPOSE_CLIENT_SECRET: clientSecret } = process.env;
if (clientId && clientSecret) {
  console.log('Running against https://api.aspose.cloud with the credentials of the environment.');
  await show(
    { 'client-id': clientId, 'client-secret': clientSecret },
    process.env.ASPOSE_STORAGE_PATH || '/',
  );
} else {
  await showOnEmulator();
}

async function showOnEmulator(): Promise<void> {
  const root = sampleStorage();
  const emulator = await startEmulator({ root });
  console.log(`Running against the emulator at ${emulator.url}, whose storage is a sample folder.`);
  console.log('Set ASPOSE_CLIENT_ID and ASPOSE_CLIENT_SECRET to run against the real service.');
  try {
    await show(
      {
        'client-id': emulator.clientId,
        'client-secret': emulator.clientSecret,
        'base-url': emulator.url,
      },
      '/templates/invoice.html\n/templates',
    );
  } finally {
    await emulator.close();
    rmSync(root, { recursive: true });
  }
}

function sampleStorage(): string {
  const root = mkdtempSync(join(tmpdir(), 'aspose-storage-'));
  mkdirSync(join(root, 'templates'));
  writeFileSync(join(root, 'templates/invoice.html'), '<h1>Invoice {{number}}</h1>\n');
  return root;
}

async function show(access: Inputs, path: string): Promise<void> {
  await showRun('A gate that passes', { ...access, 'storage-path': path });
  await showRun('A gate that fails', {
    ...access,
    'storage-path': `${path}\n/not/uploaded/yet.html`,
  });
}

async function showRun(title: string, inputs: Inputs): Promise<void> {
  const env = Object.fromEntries(
    NETWORK_VARIABLES.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
  const run = await runAction({ inputs, env });
  heading(title);
  section('with', Object.entries(inputs).map(named), run);
  section('log', visibleLog(run), run);
  section(
    'annotations on the run page',
    run.annotations.map(({ level, title, message }) => `[${level}] ${title}\n${message}`),
    run,
  );
  section('outputs', Object.entries(run.outputs).map(named), run);
  section('environment of later steps', Object.entries(run.env).map(named), run);
  section('the step', [run.exitCode === 0 ? 'succeeds' : `fails (exit code ${run.exitCode})`], run);
}

function heading(title: string): void {
  console.log(`\n${'='.repeat(80)}\n${title}\n${'='.repeat(80)}`);
}

function section(title: string, entries: readonly string[], run: ActionRun): void {
  console.log(`\n${title}:`);
  for (const line of entries.flatMap((entry) => entry.split('\n'))) {
    console.log(`  ${masked(line, run.masks)}`);
  }
}

function named([name, value]: readonly [string, string]): string {
  return value.includes('\n') ? `${name}: |\n${value.replace(/^/gm, '  ')}` : `${name}: ${value}`;
}
