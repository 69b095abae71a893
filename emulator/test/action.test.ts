import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Emulator } from '../server.ts';
import { metadata, newJob, type StepRun } from './run-step.ts';
import { askToken, json, newFolder, start } from './support.ts';

const README = await readFile(join(import.meta.dirname, '../README.md'), 'utf8');
const BACKGROUND = join(import.meta.dirname, '../dist/background.js');

/** What the outputs of a step say of its emulator. */
function served({ outputs }: StepRun): Emulator {
  const { 'base-url': url, 'client-id': clientId, 'client-secret': clientSecret } = outputs;
  return { url, clientId, clientSecret } as Emulator;
}

async function tokenOf(emulator: Emulator): Promise<string> {
  const response = await askToken(emulator);
  assert.equal(response.status, 200);
  return String((await json(response)).access_token);
}

async function listed(emulator: Emulator, path = '/'): Promise<string[]> {
  const headers = { authorization: `Bearer ${await tokenOf(emulator)}` };
  const response = await fetch(`${emulator.url}/v4.0/html/folder?path=${path}`, { headers });
  const { value } = (await response.json()) as { value: { name: string }[] };
  return value.map(({ name }) => name);
}

async function assertEnded({ url }: Emulator): Promise<void> {
  let code: string;
  do {
    code = await fetch(url).then(
      () => 'served',
      ({ cause }) => cause.code,
    );
  } while (code === 'ECONNRESET'); // A connection that was kept alive.
  assert.equal(code, 'ECONNREFUSED');
}

function annotations({ log }: StepRun): string[] {
  return log.filter((line) => /^::(error|warning|notice)/.test(line));
}

/** Loads a script into the process in the background, and none into the step's own. */
function preload(script: string): Record<string, string> {
  const guarded = `if (process.argv[1].endsWith('background.js')) { ${script} }`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(guarded)}` };
}

describe('action.yml', () => {
  test('has the inputs and outputs that are promised, and the README lists them', () => {
    const { inputs, outputs, runs } = metadata;
    assert.deepEqual(
      Object.entries(inputs).map(([name, input]) => [name, input.default]),
      [
        ['root', undefined],
        ['port', '0'],
        ['token-lifetime-seconds', '3600'],
        ['storage-name', 'emulator'],
      ],
    );
    assert.deepEqual(Object.keys(outputs), ['base-url', 'client-id', 'client-secret']);
    const rows = [...README.matchAll(/^\| `([\w-]+)` \|(?: (?:`(.*)` )?\| .* \||.*)$/gm)];
    assert.deepEqual(
      rows.map(([, name]) => name),
      [...Object.keys(inputs), ...Object.keys(outputs)],
    );
    for (const [, name = '', value] of rows) assert.equal(value, inputs[name]?.default, name);
    assert.deepEqual(runs, { using: 'node24', main: 'dist/main.js', post: 'dist/post.js' });
  });
});

describe('a step with the emulator', () => {
  test('ends, and the emulator serves until the post step', async (t) => {
    const job = await newJob(t);
    const step = await job.main();
    assert.equal(step.exitCode, 0, step.stderr);
    const emulator = served(step);
    assert.match(emulator.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await askToken(emulator);
    const { access_token, expires_in } = await json(response);
    assert.equal(expires_in, 3600);
    const headers = { authorization: `Bearer ${access_token}` };
    const body = new FormData();
    body.append('File', new Blob(['text']), 'a b.txt');
    const file = `${emulator.url}/v4.0/html/file?path=`;
    assert.equal((await fetch(`${file}/docs`, { method: 'POST', headers, body })).status, 200);
    const download = await fetch(`${file}/docs/a%20b.txt`, { headers });
    assert.equal(await download.text(), 'text');

    const post = await job.post(step.state);
    assert.equal(post.exitCode, 0);
    assert.equal(post.stderr, '');
    await assertEnded(emulator);
    assert.deepEqual(await job.leftovers(), []);
    const resume = /^::stop-commands::(.+)/.exec(post.log[1] ?? '')?.[1];
    assert.deepEqual(post.log, [
      '::group::Requests to the emulator',
      `::stop-commands::${resume}`,
      'POST /connect/token 200',
      'POST /v4.0/html/file?path=/docs 200',
      'GET /v4.0/html/file?path=/docs/a%20b.txt 200',
      `::${resume}::`,
      '::endgroup::',
    ]);
  });

  test('says in one notice where it listens and what it takes, and never the secret', async (t) => {
    const job = await newJob(t);
    const step = await job.main();
    const { url, clientId, clientSecret } = served(step);
    assert.equal(step.log[0], `::add-mask::${clientSecret}`);
    assert.equal(step.log.length, 2);
    const [notice = ''] = annotations(step);
    assert.ok(notice.startsWith('::notice title=aspose-auth/emulator::'));
    for (const told of [url, clientId, 'client-secret', 'emulator'])
      assert.ok(notice.includes(told));
    assert.ok(!notice.includes(clientSecret));

    await fetch(`${url}/connect/token?client_secret=${clientSecret}`);
    const post = await job.post(step.state);
    assert.ok(post.log.includes('GET /connect/token?… 405'));
    assert.ok(!post.log.join().includes(clientSecret));
  });

  test('serves a folder of the workspace, and leaves it as it is', async (t) => {
    const job = await newJob(t);
    await mkdir(join(job.workspace, 'my storage/templates'), { recursive: true });
    await writeFile(join(job.workspace, 'my storage/templates/invoice.html'), 'text');
    const inputs = { root: 'my storage', 'storage-name': 'mine', 'token-lifetime-seconds': '77' };
    const step = await job.main(inputs);
    const emulator = served(step);
    const { expires_in } = await json(await askToken(emulator));
    assert.equal(expires_in, 77);
    assert.deepEqual(await listed(emulator, '/templates&storageName=mine'), ['invoice.html']);
    // What a later step writes is there at once.
    await writeFile(join(job.workspace, 'my storage/late.txt'), '');
    assert.deepEqual(await listed(emulator), ['late.txt', 'templates']);
    assert.match(annotations(step)[0] ?? '', /"mine" is .*my storage/);
    await job.post(step.state);
    assert.deepEqual(await readdir(join(job.workspace, 'my storage')), ['late.txt', 'templates']);
  });

  test('may be there twice in a job, each with a storage and credentials of its own', async (t) => {
    const job = await newJob(t);
    await mkdir(join(job.workspace, 'storage'));
    await writeFile(join(job.workspace, 'storage/a.txt'), '');
    const [first, second] = await Promise.all([job.main(), job.main({ root: 'storage' })]);
    assert.deepEqual(await listed(served(first)), []);
    assert.deepEqual(await listed(served(second)), ['a.txt']);
    const mixed = { ...served(first), url: served(second).url };
    assert.equal((await askToken(mixed)).status, 400);
    await job.post(second.state);
    await assertEnded(served(second));
    assert.deepEqual(await listed(served(first)), []);
    await job.post(first.state);
    await assertEnded(served(first));
  });
});

describe('a step that cannot start the emulator', () => {
  const inputs: [name: string, inputs: Record<string, string>, message: RegExp][] = [
    ['a root that is not there', { root: 'none' }, /The root is not a folder: .*none\. Create it/],
    ['a root that is a file', { root: 'file.txt' }, /The root is not a folder: .*file\.txt\./],
    ['a port that is none', { port: '65536' }, /port must be .* from 0 to 65535, not "65536"\./],
    [
      'two bad numbers',
      { port: '-1', 'token-lifetime-seconds': '1e3' },
      /port must be .*token-lifetime-seconds must be a whole number from 1 to 31536000, not "1e3"\./,
    ],
  ];
  for (const [name, values, message] of inputs) {
    test(`because of ${name} has one annotation`, async (t) => {
      const job = await newJob(t);
      await writeFile(join(job.workspace, 'file.txt'), '');
      assertFailed(await job.main(values), message);
      assert.deepEqual(await job.leftovers(), []);
    });
  }

  test('because the port is taken has one annotation', async (t) => {
    const { port } = new URL((await start(t)).url);
    const job = await newJob(t);
    assertFailed(await job.main({ port }), new RegExp(`port ${port}: the port is in use\\.`));
    assert.deepEqual(await job.leftovers(), []);
  });

  test('because it ends at once has one annotation, and what it wrote', async (t) => {
    const job = await newJob(t);
    const step = await job.main({}, preload(`console.error('no memory'); process.exit(3);`));
    assertFailed(step, /ended before it answered \(exit code 3\)\./);
    assert.ok(step.log.includes('no memory'));
    assert.deepEqual(await job.leftovers(), []);
  });

  test('because it does not answer has one annotation, and leaves no process', async (t) => {
    const job = await newJob(t);
    const pidFile = join(job.workspace, 'pid');
    const env = preload(`
      const { writeFileSync } = await import('node:fs');
      writeFileSync(process.env.PID_FILE, String(process.pid));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    `);
    const hasty = `const set = setTimeout; globalThis.setTimeout = (f, ms) => set(f, ms / 10);`;
    const step = await job.main(
      {},
      {
        NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hasty)} ${env.NODE_OPTIONS}`,
        PID_FILE: pidFile,
      },
    );
    assertFailed(step, /did not answer within 10 seconds\./);
    const pid = Number(await readFile(pidFile, 'utf8'));
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
    assert.deepEqual(await job.leftovers(), []);
  });

  function assertFailed(step: StepRun, message: RegExp): void {
    assert.equal(step.exitCode, 1);
    assert.equal(step.stderr, '');
    const [annotation = '', ...others] = annotations(step);
    assert.deepEqual(others, []);
    assert.match(annotation, /^::error title=aspose-auth\/emulator::/);
    assert.match(annotation, message);
    assert.deepEqual(step.outputs, {});
    assert.deepEqual(step.state, {});
  }
});

describe('the process in the background', () => {
  test('ends when the step was cancelled before it could be told to stay', async (t) => {
    const folder = await newFolder(t);
    const env = { ...process.env, TMPDIR: folder, TEMP: folder };
    const child = spawn(process.execPath, [BACKGROUND], {
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    t.after(() => child.kill('SIGKILL'));
    child.send({ kind: 'start', options: {}, stopKey: 'key' });
    const [{ url }] = await once(child, 'message');
    assert.equal((await fetch(url)).status, 404);
    child.disconnect();
    assert.deepEqual(await once(child, 'exit'), [1, null]);
    assert.deepEqual(await readdir(folder), []);
  });

  test('is not ended by a request without its key', async (t) => {
    const job = await newJob(t);
    const step = await job.main();
    const { stopUrl } = JSON.parse(step.state.background ?? '');
    for (const authorization of ['', 'Bearer ', 'Bearer key']) {
      const response = await fetch(stopUrl, { method: 'POST', headers: { authorization } });
      assert.equal(response.status, 403);
    }
    assert.deepEqual(await listed(served(step)), []);
  });
});

describe('the post step', () => {
  test('does nothing when the main step started nothing', async (t) => {
    const { exitCode, log, stderr } = await (await newJob(t)).post({});
    assert.deepEqual({ exitCode, log, stderr }, { exitCode: 0, log: [], stderr: '' });
  });

  test('warns when the emulator ended before the job, and ends nothing else', async (t) => {
    const job = await newJob(t);
    const step = await job.main();
    const { stopUrl, stopKey } = JSON.parse(step.state.background ?? '');
    await fetch(stopUrl, { method: 'POST', headers: { authorization: `Bearer ${stopKey}` } });
    await assertEnded({ ...served(step), url: stopUrl });
    // Its port may be another's by now.
    const port = Number(new URL(stopUrl).port);
    const others: string[] = [];
    const other = createServer((request, response) => {
      others.push(request.url ?? '');
      response.writeHead(404).end();
    });
    t.after(() => other.close());
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    const post = await job.post(step.state);
    assert.equal(post.exitCode, 0);
    assert.match(annotations(post).join('\n'), /^::warning .*ended before the job did/);
    assert.deepEqual(others, ['/']);
    assert.deepEqual(await job.leftovers(), []);
  });

  test('goes around a proxy', async (t) => {
    const job = await newJob(t);
    const step = await job.main();
    const proxy = 'http://127.0.0.1:9';
    const env = { NODE_USE_ENV_PROXY: '1', http_proxy: proxy, HTTP_PROXY: proxy };
    const post = await job.post(step.state, env);
    assert.deepEqual(annotations(post), []);
    await assertEnded(served(step));
  });
});
