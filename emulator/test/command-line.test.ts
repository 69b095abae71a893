import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { DEFAULTS, type Emulator } from '../server.ts';
import { askToken, get, isWindows, json, newFolder, STORAGE, sendRaw, start } from './support.ts';

describe('command line', () => {
  const cli = join(import.meta.dirname, '../cli.ts');

  function run(t: TestContext, args: string[], temporary = tmpdir()) {
    const env = { ...process.env, TMPDIR: temporary, TEMP: temporary };
    const child = spawn(process.execPath, [cli, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    t.after(() => child.kill('SIGKILL'));
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      output.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output.stderr += chunk;
    });
    const ended = once(child, 'close').then(([code]) => ({ code: code as number | null }));
    return { child, output, ended };
  }

  /** Starts the emulator and waits for its settings, which end with an empty line. */
  async function serve(t: TestContext, args: string[]) {
    const { child, output, ended } = run(t, args);
    while (!output.stdout.includes('client-secret:') || !output.stdout.endsWith('\n\n')) {
      assert.equal(child.exitCode, null, output.stderr);
      await sleep(5);
    }
    const settings = output.stdout;
    const url = /URL +(http:\S+)/.exec(settings)?.[1] ?? '';
    const yaml: unknown = parse(settings.split('In the workflow:\n')[1] ?? '');
    const logged = () => output.stdout.slice(settings.length).trimEnd().split('\n');
    return { child, output, ended, settings, url, yaml, logged };
  }

  test('prints its settings, serves, logs, and ends on a signal with 0', async (t) => {
    const root = await newFolder(t);
    const { child, ended, output, settings, url, yaml, logged } = await serve(t, ['--root', root]);
    const { clientId, clientSecret } = DEFAULTS;
    for (const setting of [root, 'emulator', '3600 seconds', clientId, clientSecret]) {
      assert.ok(settings.includes(setting), setting);
    }
    const expected = { 'base-url': url, 'client-id': clientId, 'client-secret': clientSecret };
    assert.deepEqual(yaml, { with: expected });

    const served = { ...expected, url, clientId, clientSecret } as unknown as Emulator;
    const token = String((await json(await askToken(served))).access_token);
    await writeFile(join(root, 'a b.txt'), '');
    const found = await get(served, `${STORAGE}/exists?path=/a%20b.txt`, token);
    assert.deepEqual(await json(found), { exists: true, isFolder: false });
    await get(served, `/nope?secret=${clientSecret}&path=/`, token);
    // Bytes that would steer a terminal are refused before they are a request.
    await sendRaw(served, 'GET /\x9b2J HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');

    child.kill('SIGTERM');
    const { code } = await ended;
    if (!isWindows) assert.equal(code, 0);
    assert.equal(output.stderr, '');
    assert.deepEqual(logged(), [
      'POST /connect/token 200',
      `GET ${STORAGE}/exists?path=/a%20b.txt 200`,
      'GET /nope?… 404',
    ]);
  });

  test('takes every setting, does not repeat a given secret, survives a double Ctrl+C', {
    skip: isWindows && 'signals end a process at once on Windows',
  }, async (t) => {
    const given = {
      host: '0.0.0.0',
      'client-id': 'me: 1e3',
      'client-secret': 'not+for%display',
      'token-lifetime': '77',
      'storage-name': 'my storage',
    };
    const args = Object.entries(given).map(([name, value]) => `--${name}=${value}`);
    const { child, ended, output, settings, url, yaml } = await serve(t, args);
    const folder = /storage folder +(\S+)/.exec(settings)?.[1] ?? '';
    assert.ok(existsSync(folder));
    assert.deepEqual(yaml, {
      with: { 'base-url': url, 'allow-http': true, 'client-id': 'me: 1e3', 'client-secret': '…' },
    });
    const emulator = { url, clientId: given['client-id'], clientSecret: given['client-secret'] };
    const answer = await json(await askToken(emulator as Emulator));
    assert.equal(answer.expires_in, 77);
    const route = `${STORAGE}/exist/storage?storageName=my%20storage`;
    const named = await get(emulator as Emulator, route, String(answer.access_token));
    assert.deepEqual(await json(named), { exists: true });

    child.kill('SIGINT');
    child.kill('SIGINT');
    assert.deepEqual(await ended, { code: 0 });
    assert.equal(existsSync(folder), false);
    const shown = output.stdout + output.stderr;
    assert.ok(!shown.includes('not+for') && !shown.includes(String(answer.access_token)));
  });

  test('has a file in a storage of its own, as the README needs it', async (t) => {
    const { url, settings } = await serve(t, []);
    const served = { url, ...DEFAULTS } as unknown as Emulator;
    const token = String((await json(await askToken(served))).access_token);
    const found = await get(served, `${STORAGE}/exists?path=/templates/invoice.html`, token);
    assert.deepEqual(await json(found), { exists: true, isFolder: false });
    assert.match(settings, /removed at the end/);
  });

  const signals: [name: string, send: (npm: number) => void][] = [
    ['Ctrl+C, which a terminal sends to all of them', (npm) => process.kill(-npm, 'SIGINT')],
    ['SIGTERM to npm', (npm) => process.kill(npm, 'SIGTERM')],
  ];
  for (const [name, send] of signals) {
    test(`by npm leaves no process behind after ${name}`, {
      skip: isWindows && 'signals end a process at once on Windows',
    }, async (t) => {
      const npm = spawn('npm', ['run', 'emulator'], {
        cwd: join(import.meta.dirname, '../..'),
        stdio: ['ignore', 'pipe', 'inherit'],
        // A group of its own, so that whatever is left can be ended with it.
        detached: true,
      });
      t.after(() => {
        try {
          process.kill(-Number(npm.pid), 'SIGKILL');
        } catch {} // None is left.
      });
      let shown = '';
      npm.stdout.setEncoding('utf8').on('data', (chunk) => {
        shown += chunk;
      });
      while (!shown.includes('In the workflow:')) {
        assert.equal(npm.exitCode, null, shown);
        await sleep(5);
      }
      const folder = /storage folder +(\S+)/.exec(shown)?.[1] ?? '';
      assert.ok(existsSync(folder));
      send(Number(npm.pid));
      // Its output ends when the last process that holds it has ended.
      await once(npm, 'close');
      assert.equal(existsSync(folder), false);
    });
  }

  const mistakes: [string[], RegExp][] = [
    [['--nope=hidden'], /Unknown option '--nope'/],
    [['hidden'], /Every setting is an option/],
    [['--client-secret', '--hidden'], /'--client-secret' argument is ambiguous/],
    [['--port', '65536'], /'--port' is a whole number from 0 to 65535/],
    [['--token-lifetime', '0'], /'--token-lifetime' is a whole number from 1 /],
    [['--client-id='], /'--client-id' is empty/],
  ];
  test('a mistake in the options is one sentence and exit 2', async (t) => {
    await Promise.all(
      mistakes.map(async ([args, sentence]) => {
        const { ended, output } = run(t, args);
        assert.deepEqual(await ended, { code: 2 }, args.join(' '));
        assert.match(output.stderr, sentence);
        assert.match(output.stderr, /^[^\n]+\.\n$/);
        assert.doesNotMatch(output.stderr, /hidden/);
        assert.equal(output.stdout, '');
      }),
    );
  });

  test('an unusable root or port is one sentence and exit 1', async (t) => {
    const { url } = await start(t);
    const port = new URL(url).port;
    const cases: [string[], string][] = [
      [['--root', cli], `The root is not a folder: ${cli}. Create it first.\n`],
      [
        ['--port', port],
        `Cannot listen on 127.0.0.1, port ${port}: the port is in use. Port 0 takes a free one.\n`,
      ],
    ];
    const temporary = await newFolder(t);
    for (const [args, sentence] of cases) {
      const { ended, output } = run(t, args, temporary);
      assert.deepEqual(await ended, { code: 1 });
      assert.deepEqual(output, { stdout: '', stderr: sentence });
    }
    assert.deepEqual(await readdir(temporary), []);
  });

  test('--help names every option', async (t) => {
    const { ended, output } = run(t, ['--help']);
    assert.deepEqual(await ended, { code: 0 });
    const options = [...output.stdout.matchAll(/^ {2}(--\S+)/gm)].map(([, name]) => name);
    assert.deepEqual(options, [
      '--port',
      '--host',
      '--root',
      '--client-id',
      '--client-secret',
      '--token-lifetime',
      '--storage-name',
      '--help',
    ]);
  });
});
