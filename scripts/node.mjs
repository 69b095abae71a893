/**
 * Runs the Node that started npm when it is new enough, else the one that package-lock.json pins.
 * This is plain JavaScript, so that an older Node can start it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const OLDEST = '24.5';

// npm puts node_modules/.bin first on the path, so this script itself runs with the pinned Node when it is installed.
const executables = [process.env.npm_node_execpath, process.execPath].filter(Boolean);
const versions = executables.map(versionOf);
const chosen = executables[versions.findIndex(isNewEnough)];
if (chosen === undefined) {
  const found = [...new Set(versions)].join(' and ');
  console.error(
    `This needs Node ${OLDEST} or newer and found ${found}: run "npm ci" to get it, or install the newest Node 24.`,
  );
  process.exit(1);
}
if (!existsSync(new URL('../node_modules', import.meta.url))) {
  console.error('The packages that this needs are not installed: run "npm ci" first.');
  process.exit(1);
}

// Each test file runs in a process of its own, and most import the same TypeScript: this saves compiling it again.
const cache = fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url));
const env = { NODE_COMPILE_CACHE: cache, ...process.env };
const child = spawn(chosen, process.argv.slice(2), { stdio: 'inherit', env });
process.on('SIGINT', () => {}); // A terminal sends it to the child, too.
process.on('SIGTERM', () => child.kill());
// npm sends a signal to its shell alone, which ends without a word to this process.
const parent = process.ppid;
const watch = setInterval(() => process.ppid === parent || child.kill(), 200);
child.on('exit', (code) => {
  clearInterval(watch);
  process.exitCode = code ?? 1;
});

function versionOf(executable) {
  return spawnSync(executable, ['--version'], { encoding: 'utf8' }).stdout.trim();
}

function isNewEnough(version) {
  return version.slice(1).localeCompare(OLDEST, 'en', { numeric: true }) >= 0;
}
