/**
 * How long the steps take to start and do their work, against the least that Node needs for the same. The cases take
 * turns, so that whatever else the machine does hits all of them, and the outcome of every run is checked.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, makeCredentials, makeJwt } from '../test/support/server.ts';
import { createAuthority, createServerIdentity } from '../test/support/tls.ts';

const RUNS = 31;
const ROOT = join(import.meta.dirname, '..');
const BUNDLE = join(ROOT, 'dist/index.js');

interface Case {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether a run has to publish the token to count. */
  readonly publishes: boolean;
  /** The case to compare with, and the greatest ratio that is good enough. */
  readonly against?: readonly [name: string, target: number];
}

const authority = createAuthority();
const token = makeJwt();
const server = createServer(
  createServerIdentity({ name: '127.0.0.1', issuer: authority }),
  async (request, response) => {
    await request.toArray();
    json(response, { access_token: token, expires_in: 3600, token_type: 'Bearer' });
  },
);
server.listen(0, '127.0.0.1');
await once(server, 'listening');

const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-bench-'));
const files = {
  GITHUB_OUTPUT: 'output',
  GITHUB_ENV: 'env',
  GITHUB_STATE: 'state',
  GITHUB_STEP_SUMMARY: 'summary',
};
const authorityFile = join(folder, 'authority.pem');
writeFileSync(authorityFile, authority.cert);
const credentials = makeCredentials();
const environment: Record<string, string> = {
  NODE_EXTRA_CA_CERTS: authorityFile,
  'INPUT_CLIENT-ID': credentials['client-id'],
  'INPUT_CLIENT-SECRET': credentials['client-secret'],
  'INPUT_BASE-URL': `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
  ...Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(folder, file)])),
};

const cases: readonly Case[] = [
  { name: 'node -e 0', arguments: ['-e', '0'], publishes: false },
  {
    name: 'post step',
    arguments: [BUNDLE],
    env: { STATE_started: 'true', STATE_expiresAt: '2999-01-01T00:00:00Z' },
    publishes: false,
    against: ['node -e 0', 1.15],
  },
  { name: 'floor', arguments: [join(import.meta.dirname, 'floor.mjs')], publishes: true },
  { name: 'main step', arguments: [BUNDLE], publishes: true, against: ['floor', 1.25] },
];

const times = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
for (let run = 0; run <= RUNS; run++) {
  for (const each of cases) {
    const elapsed = await timed(each);
    // The first round warms the disk cache.
    if (run > 0) {
      times.get(each.name)?.push(elapsed);
    }
  }
}
server.close();
rmSync(folder, { recursive: true });

console.log(
  `${RUNS} runs each, in turns, Node ${process.versions.node}; medians of wall-clock time`,
);
for (const { name, against } of cases) {
  const ratio = against === undefined ? Number.NaN : median(name) / median(against[0]);
  const judged =
    against === undefined
      ? ''
      : `${ratio.toFixed(2)} x ${against[0]}, target ${against[1]}: ${ratio <= against[1] ? 'met' : 'MISSED'}`;
  console.log(`  ${name.padEnd(10)} ${median(name).toFixed(1).padStart(6)} ms  ${judged}`);
}
const { size } = statSync(BUNDLE);
console.log(`dist/index.js: ${size} bytes`);

async function timed({ name, arguments: args, env, publishes }: Case): Promise<number> {
  for (const file of Object.values(files)) {
    writeFileSync(join(folder, file), '');
  }
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.resume();
  const [exitCode] = await once(child, 'close');
  const elapsed = performance.now() - start;
  const published = readFileSync(join(folder, files.GITHUB_OUTPUT), 'utf8').includes(token);
  if (exitCode !== 0 || published !== publishes) {
    throw new Error(`${name}: exit code ${exitCode}, token ${published ? '' : 'not '}published`);
  }
  return elapsed;
}

function median(name: string): number {
  const sorted = [...(times.get(name) ?? [])].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
