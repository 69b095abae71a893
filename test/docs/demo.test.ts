/** `npm start`, the README's first command. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { startEmulator } from '../../emulator/server.ts';
import { makeCredentials } from '../support/credentials.ts';
import { startProxy } from '../support/proxy.ts';
import { createAuthority, createServerIdentity, startTlsFront } from '../support/tls.ts';
import { ROOT } from './pages.ts';

const DEMO = join(ROOT, 'scripts/demo.ts');
const COLOUR = '\u{1b}[3';

describe('npm start', { concurrency: 3 }, () => {
  test('shows the verdicts first, then the details of each run, then what to copy', async () => {
    const { exitCode, stdout } = await start(DEMO);
    assert.equal(exitCode, 0);
    const [, verdicts = '', first = '', second = '', third = '', next = ''] =
      /^.*?\n\n(.*?)(Run 1\n.*?)(Run 2\n.*?)(Run 3\n.*?)(Next: .*)$/s.exec(stdout) ?? [];
    assert.match(verdicts, /^✓ gate passes.*\n✗ gate fails.*\n✗ wrong secret.*\n/);
    assert.match(first, /storage-gate: passed/);
    assert.match(second, /\/not\/uploaded\/yet\.html \| does not exist/);
    assert.match(third, /error-code: credentials-rejected/);
    assert.match(next, /uses: org\/aspose-auth@v1/);
    assert.ok(!stdout.includes(COLOUR));
  });

  test('has colours where they are wanted, and says that the emulator does not use a path of the storage', async () => {
    const variables = { ASPOSE_STORAGE_PATH: '/mine.html', FORCE_COLOR: '1' };
    const { exitCode, stdout } = await start(DEMO, variables);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^ASPOSE_STORAGE_PATH is used only with these two\.\n\n/m);
    assert.ok(stdout.includes(`${COLOUR}2m✓`));
  });

  test('stops after credentials that the service rejects', async () => {
    const place = await startPlace();
    const { 'client-id': id, 'client-secret': secret } = makeCredentials();
    const variables = { ASPOSE_CLIENT_ID: id, ASPOSE_CLIENT_SECRET: secret };
    const { exitCode, stdout } = await start(DEMO, { ...place.variables, ...variables });
    await place.close();
    assert.equal(exitCode, 1);
    assert.match(stdout, /✗ wrong secret/);
    assert.equal(place.emulator.requests.length, 1);
    assert.ok(!stdout.includes(secret));
    assert.doesNotMatch(stdout, /Next:/);
  });

  test('goes on with credentials that the service takes', async () => {
    const place = await startPlace();
    const { exitCode, stdout } = await start(DEMO, {
      ...place.variables,
      ASPOSE_CLIENT_ID: place.emulator.clientId,
      ASPOSE_CLIENT_SECRET: place.emulator.clientSecret,
    });
    await place.close();
    assert.equal(exitCode, 0);
    assert.match(stdout, /✓ token obtained.*\n✗ gate fails/);
    assert.ok(!stdout.includes(place.emulator.clientSecret));
  });

  test('says in one sentence what to do without npm ci', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'demo-'));
    mkdirSync(join(folder, 'scripts'));
    copyFileSync(join(ROOT, 'scripts/node.mjs'), join(folder, 'scripts/node.mjs'));
    const { exitCode, stderr } = await start(join(folder, 'scripts/node.mjs'));
    rmSync(folder, { recursive: true });
    assert.equal(exitCode, 1);
    assert.match(stderr, /^[^\n]*run "npm ci"[^\n]*\n$/);
  });
});

/** The service as the demo finds it at its own address: by a proxy, with a certificate of an authority of its own. */
async function startPlace() {
  const emulator = await startEmulator();
  const authority = createAuthority();
  const identity = createServerIdentity({ name: 'api.aspose.cloud', issuer: authority });
  const front = await startTlsFront(identity, emulator.url);
  const proxy = await startProxy({ port: front.port });
  const authorityFile = join(emulator.root, 'authority.pem');
  writeFileSync(authorityFile, authority.cert);
  return {
    emulator,
    variables: { https_proxy: `http://${proxy.host}`, NODE_EXTRA_CA_CERTS: authorityFile },
    async close() {
      await proxy[Symbol.asyncDispose]();
      await front[Symbol.asyncDispose]();
      await emulator.close();
    },
  };
}

async function start(script: string, variables: NodeJS.ProcessEnv = {}) {
  const { PATH, SYSTEMROOT, TEMP } = process.env;
  const child = spawn(process.execPath, [script], {
    env: { PATH, SYSTEMROOT, TEMP, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const [exitCode, stdout, stderr] = await Promise.all([
    new Promise((resolve) => child.once('close', resolve)),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { exitCode, stdout, stderr };
}
