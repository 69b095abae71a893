/**
 * Has the vendor's own SDKs do with the emulator's storage all that they can. They are installed into a temporary folder,
 * since they bring old packages along. Needs Python and the package registries.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../server.ts';

const NODE_SDK = '@asposecloud/aspose-html-cloud@26.7.1';
const LIMIT_MS = 60_000;
const isWindows = process.platform === 'win32';

const folder = mkdtempSync(join(tmpdir(), 'aspose-sdks-'));
try {
  const results = [
    await run('Python SDK', installPythonSdk(), join(import.meta.dirname, 'storage.py')),
    await run('Node SDK', process.execPath, installNodeSdk()),
  ];
  process.exitCode = results.every((passed) => passed) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Returns the Python that has the SDK. */
function installPythonSdk(): string {
  const environment = join(folder, 'python');
  execFileSync(isWindows ? 'python' : 'python3', ['-m', 'venv', environment], { stdio: 'inherit' });
  const python = join(environment, isWindows ? 'Scripts/python.exe' : 'bin/python');
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const options = ['--quiet', '--disable-pip-version-check', '--require-hashes'];
  execFileSync(python, ['-m', 'pip', 'install', ...options, '-r', requirements], {
    stdio: 'inherit',
  });
  return python;
}

/** Returns the script, in a place from where it finds the SDK. */
function installNodeSdk(): string {
  const project = join(folder, 'node');
  mkdirSync(project);
  const options = ['--prefix', project, '--no-audit', '--no-fund', '--ignore-scripts'];
  execFileSync('npm', ['install', '--loglevel', 'error', ...options, NODE_SDK], {
    stdio: 'inherit',
    shell: isWindows,
  });
  const script = join(project, 'storage.cjs');
  copyFileSync(join(import.meta.dirname, 'storage.cjs'), script);
  return script;
}

/** Each SDK gets an emulator, and a folder to write to, of its own. */
async function run(name: string, program: string, script: string): Promise<boolean> {
  console.log(`\n${name}`);
  const emulator = await startEmulator();
  const work = mkdtempSync(join(folder, 'work-'));
  const child = spawn(program, [script], {
    cwd: work,
    env: {
      ...process.env,
      TMPDIR: work,
      TEMP: work,
      EMULATOR_URL: emulator.url,
      EMULATOR_CLIENT_ID: emulator.clientId,
      EMULATOR_CLIENT_SECRET: emulator.clientSecret,
    },
    stdio: 'inherit',
    timeout: LIMIT_MS,
  });
  const [exitCode] = await once(child, 'exit');
  await emulator.close();
  if (exitCode !== 0) {
    console.log(emulator.requests.map((entry) => `${entry.method} ${entry.path} ${entry.status}`));
  }
  return exitCode === 0;
}
