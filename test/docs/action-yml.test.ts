/** `action.yml` and the action agree. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { DEFAULTS } from '../../src/inputs/reader.ts';
import { metadata, run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';
import { files, ROOT, read } from './pages.ts';

const READ = 'Environment: ';

/** Code to load before the action, which prints the names of the variables that it reads. */
const TELL_READS = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  const names = new Set();
  process.env = new Proxy(process.env, {
    get(env, name) {
      names.add(String(name));
      return env[name];
    },
  });
  process.on('exit', () => writeSync(1, '${READ}' + JSON.stringify([...names]) + '\\n'));
`)}`;

describe('action.yml', () => {
  test('has the inputs that the action reads', async () => {
    const { log } = await run({ preload: [TELL_READS] });
    const told = log.find((line) => line.startsWith(READ)) ?? '';
    const names: string[] = JSON.parse(told.slice(READ.length));
    // It also looks for inputs that are written with underscores, to name them as misspelt.
    const inputs = names.filter((name) => /^INPUT_[A-Z-]+$/.test(name));
    assert.deepEqual(
      inputs.sort(),
      Object.keys(metadata.inputs)
        .map((name) => `INPUT_${name.toUpperCase()}`)
        .sort(),
    );
  });

  test('has the outputs that the action sets', async () => {
    await using server = await startServer(service({ files: ['/a'] }));
    const good = await run({
      inputs: {
        ...server.inputs,
        'storage-path': '/a',
        'storage-list': '/',
        'seal-key': 'a made-up key for two jobs, 4711',
      },
    });
    const bad = await run();
    const set = new Set([...Object.keys(good.outputs), ...Object.keys(bad.outputs)]);
    assert.deepEqual([...set].sort(), Object.keys(metadata.outputs).sort());
    const empty = Object.keys(metadata.outputs).filter((name) => !good.outputs[name]);
    assert.deepEqual(empty, ['error-code']);
  });

  test('has the defaults of the source', () => {
    const defaults = Object.entries(metadata.inputs).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [[name, value]],
    );
    for (const [name, value] of Object.entries(DEFAULTS)) {
      assert.deepEqual([name, Object.fromEntries(defaults)[name]], [name, value]);
    }
    const apart = defaults.map(([name]) => name).filter((name = '') => !(name in DEFAULTS));
    // The action knows no default for these: written but empty, they come from an unset variable.
    const gate = ['storage-path', 'storage-expect', 'storage-max-age-seconds', 'storage-min-bytes'];
    assert.deepEqual(
      apart.filter((name = '') => !gate.includes(name)),
      [],
    );
  });

  test('tells the defaults that depend on another input', () => {
    assert.match(metadata.inputs['token-url']?.description ?? '', /`{base-url}\/connect\/token`/);
    assert.match(metadata.inputs['storage-url']?.description ?? '', /`{base-url}\/v4\.0\/html`/);
  });
});

describe('each action of the project', () => {
  for (const path of ['action.yml', ...files('emulator/action.yml')]) {
    const { name, description, runs, inputs, outputs } = parse(read(path));

    test(`can be on the Marketplace: ${path}`, () => {
      assert.ok(name.length > 0);
      assert.ok(description.length < 125, `a description of ${description.length} characters`);
    });

    test(`runs files that are there: ${path}`, () => {
      assert.equal(runs.using, 'node24');
      for (const file of [runs.main, runs.post]) {
        assert.ok(existsSync(join(ROOT, path, '..', file)), file);
      }
      assert.notEqual(runs.main, runs.post);
    });

    test(`describes every input and output: ${path}`, () => {
      for (const [key, value] of Object.entries({ ...inputs, ...outputs })) {
        assert.ok((value as { description?: string }).description?.trim(), key);
      }
    });
  }
});
