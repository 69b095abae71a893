import assert from 'node:assert/strict';
import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { makeCredentials } from '../../support/credentials.ts';
import { read } from '../pages.ts';
import {
  addFile,
  assertSteps,
  type Checks,
  INVOICE,
  LETTER,
  listedBy,
  type Replacements,
  runOn,
  start,
  startBrokenStorage,
  without,
} from './setup.ts';

const REPORT = 'reports/sales.csv';

/** About what a deploy depends on. */
export const GATE: Checks = {
  'README: Get a token': {
    'calls the API with it': async (yaml, t) => {
      const [job] = await runOn(await start(t), yaml);
      assertSteps(job, ['success', 'success', 'success']);
      assert.deepEqual(listedBy(job?.steps[1]), ['templates']);
    },
    'does not call it with credentials that are rejected': async (yaml, t) => {
      const emulator = await start(t);
      const { 'client-id': id, 'client-secret': secret } = makeCredentials();
      const secrets = { ASPOSE_CLIENT_ID: id, ASPOSE_CLIENT_SECRET: secret };
      const [job] = await runOn(emulator, yaml, { secrets });
      assertSteps(job, ['failure', 'skipped', 'success']);
      assert.equal(emulator.requests.length, 1);
    },
  },

  'README: Stop a deploy unless a file is there': {
    'deploys when it is': async (yaml, t) => {
      const [deploy] = await runOn(await start(t), yaml);
      assertSteps(deploy, ['success', 'success', 'success']);
    },
    'stops before the deploy when it is missing, or a folder': async (yaml, t) => {
      for (const files of [[LETTER], [`${INVOICE}/a`]]) {
        const [deploy] = await runOn(await start(t, { files }), yaml);
        assertSteps(deploy, ['failure', 'skipped', 'success']);
        assert.equal(deploy?.steps[0]?.outputs['error-code'], 'storage-gate-failed');
        assert.equal(deploy?.result, 'failure');
      }
    },
  },

  'README: The gate': {
    'passes with a report of today': async (yaml, t) => {
      const [job] = await runOn(await start(t, { files: [REPORT] }), yaml);
      assertSteps(job, ['success', 'success']);
      assert.equal(job?.steps[0]?.outputs['storage-gate'], 'passed');
    },
    'fails with an old or an empty one, with a folder, and with none': async (yaml, t) => {
      const old = await start(t, { files: [REPORT] });
      setAge(join(old.root, REPORT), 25);
      const empty = await start(t, { files: [REPORT] });
      writeFileSync(join(empty.root, REPORT), '');
      const folder = await start(t, { files: [`${REPORT}/a`] });
      for (const emulator of [old, empty, folder, await start(t)]) {
        const [job] = await runOn(emulator, yaml);
        assertSteps(job, ['failure', 'success']);
        assert.equal(job?.steps[0]?.outputs['storage-gate'], 'failed');
      }
    },
  },

  'Decide in the workflow': {
    'deploys when both are there': async (yaml, t) => {
      const [check, deploy] = await runOn(await start(t), yaml);
      assertSteps(check, ['success', 'success']);
      assertSteps(deploy, ['success']);
      assert.deepEqual(deploy?.steps[0]?.log, ['Deploying.']);
    },
    'does not, and fails nothing, when either is missing': async (yaml, t) => {
      for (const file of [INVOICE, LETTER]) {
        const [check, deploy] = await runOn(await start(t, { files: [file] }), yaml);
        assertSteps(check, ['success', 'success']);
        assert.deepEqual(check?.outputs, { gate: 'failed' });
        assert.equal(deploy?.result, 'skipped');
      }
    },
    'fails when the storage does not answer': async (yaml) => {
      await using broken = await startBrokenStorage();
      const [check, deploy] = await runOn(broken, yaml);
      assertSteps(check, ['failure', 'success']);
      assert.deepEqual(check?.outputs, { gate: 'unknown' });
      assert.equal(deploy?.result, 'skipped');
    },
    "would deploy after an unknown answer with != 'failed'": async (yaml) => {
      await using broken = await startBrokenStorage();
      const forgiven = ['- id: aspose', '- continue-on-error: true\n        id: aspose'] as const;
      const [, safe] = await runOn(broken, yaml, { replace: [forgiven] });
      assert.equal(safe?.result, 'skipped');
      const replace: Replacements = [forgiven, ["== 'passed'", "!= 'failed'"]];
      const [, unsafe] = await runOn(broken, yaml, { replace });
      assert.equal(unsafe?.result, 'success');
    },
  },

  'Upload a file only when it is missing': {
    'does not when it is there': async (yaml, t) => {
      const [job] = await runOn(await start(t), yaml);
      assertSteps(job, ['success', 'skipped', 'success']);
    },
    'does when it is missing': async (yaml, t) => {
      const emulator = await start(t, { files: [LETTER] });
      const [job] = await runOn(emulator, yaml);
      assertSteps(job, ['success', 'success', 'success']);
      assert.match(readFileSync(join(emulator.root, INVOICE), 'utf8'), /Invoice/);
    },
    'does not, and fails, when the storage does not answer': async (yaml) => {
      await using broken = await startBrokenStorage();
      const [job] = await runOn(broken, yaml);
      assertSteps(job, ['failure', 'skipped', 'success']);
      assert.equal(job?.steps[0]?.outputs['storage-gate'], 'unknown');
    },
  },

  'Wait for a fresh nightly export': {
    'goes on once a fresh and full export is there': async (yaml, t) => {
      let asked = 0;
      const emulator = await start(t, {
        files: [],
        requestLog({ path }) {
          if (path.includes('/folder?') && ++asked === 1) {
            addExport(emulator.root, 'nightly-2.csv', { bytes: 1000 });
          }
        },
      });
      addExport(emulator.root, 'nightly-1.csv', { bytes: 5000, hoursAgo: 24 });
      const [convert] = await runOn(emulator, yaml);
      assertSteps(convert, ['success', 'success', 'success']);
      assert.equal(asked, 2);
    },
    'does not take the one of yesterday, an empty one, or a folder': async (yaml, t) => {
      const emulator = await start(t, { files: ['exports/nightly-3.csv/a'] });
      addExport(emulator.root, 'nightly-1.csv', { bytes: 5000, hoursAgo: 24 });
      addExport(emulator.root, 'nightly-2.csv', { bytes: 0 });
      const replace: Replacements = [['storage-wait-seconds: 600', 'storage-wait-seconds: 1']];
      const [convert] = await runOn(emulator, yaml, { replace });
      assertSteps(convert, ['failure', 'skipped', 'success']);
      assert.equal(convert?.steps[0]?.outputs['error-code'], 'storage-gate-failed');
    },
  },

  'Wait until nobody holds a lock': {
    'goes on once the last one is gone': async (yaml, t) => {
      let asked = 0;
      const emulator = await start(t, {
        files: ['locks/a.lock', 'locks/README.md'],
        requestLog({ path }) {
          if (path.includes('/folder?') && ++asked === 1) {
            rmSync(join(emulator.root, 'locks/a.lock'));
          }
        },
      });
      const [deploy] = await runOn(emulator, yaml);
      assertSteps(deploy, ['success', 'success', 'success']);
      assert.equal(asked, 2);
    },
    'fails while one is left': async (yaml, t) => {
      const emulator = await start(t, { files: ['locks/a.lock'] });
      const replace: Replacements = [['storage-wait-seconds: 300', 'storage-wait-seconds: 1']];
      const [deploy] = await runOn(emulator, yaml, { replace });
      assertSteps(deploy, ['failure', 'skipped', 'success']);
    },
  },

  'Wait until nobody holds a lock (2)': {
    'goes on without the lock, and not with it': async (yaml, t) => {
      const [free] = await runOn(await start(t), yaml);
      assertSteps(free, ['success', 'success']);
      const held = await start(t, { files: ['locks/deploy.lock'] });
      const soon = yaml.replace('"storage-wait-seconds":300', '"storage-wait-seconds":1');
      assert.notEqual(soon, yaml);
      const [locked] = await runOn(held, soon);
      assertSteps(locked, ['failure', 'success']);
    },
  },

  'Check the files that a pull request changes': {
    'passes when all are there': async (yaml, t) => {
      const check = await runWithChanges(yaml, t, `${INVOICE}\n${LETTER}`);
      assertSteps(check, ['success', 'success', 'success']);
      assert.equal(check?.steps[1]?.outputs['storage-gate'], 'passed');
    },
    'fails when one is missing': async (yaml, t) => {
      const check = await runWithChanges(yaml, t, `${INVOICE}\ntemplates/new.html`);
      assertSteps(check, ['success', 'failure', 'success']);
    },
    'checks nothing when none has changed': async (yaml, t) => {
      const check = await runWithChanges(yaml, t, '');
      assertSteps(check, ['success', 'success', 'success']);
      assert.equal(check?.steps[1]?.outputs['storage-gate'], 'skipped');
    },
    'refuses the list without the separator': async (yaml, t) => {
      const check = await runWithChanges(yaml, t, `/${INVOICE} /${LETTER}`);
      assert.equal(check?.steps[1]?.outputs['error-code'], 'invalid-input');
    },
  },

  'A wrapper with an optional path': {
    'checks the path': async (yaml, t) => {
      const [good] = await runOn(await start(t), yaml, WRAPPED);
      assertSteps(good, ['success', 'success', 'success']);
      const [bad] = await runOn(await start(t, { files: [] }), yaml, WRAPPED);
      assertSteps(bad, ['failure', 'skipped', 'success']);
      assert.equal(bad?.steps[0]?.outputs['storage-gate'], 'failed');
    },
    'checks nothing without one': async (yaml, t) => {
      const replace = [...WRAPPED.replace, ...without(`path: /${INVOICE}`)];
      const [job] = await runOn(await start(t), yaml, { ...WRAPPED, replace });
      assertSteps(job, ['success', 'success', 'success']);
    },
    "would fail without one if it did not say || 'none'": async (yaml, t) => {
      const careless = WRAPPER.replace(" || 'none'", '');
      assert.notEqual(careless, WRAPPER);
      const [job] = await runOn(await start(t), yaml, {
        replace: [...WRAPPED.replace, ...without(`path: /${INVOICE}`)],
        actions: { './.github/actions/aspose': careless },
      });
      assertSteps(job, ['failure', 'skipped', 'success']);
    },
  },
};

const [, WRAPPER = ''] =
  /^```yaml\n(name: Aspose Cloud for our workflows\n.*?)^```$/ms.exec(read('docs/recipes.md')) ??
  [];

const WRAPPED = {
  actions: { './.github/actions/aspose': WRAPPER },
  replace: [['      - uses: actions/checkout@v7\n', '']] as Replacements,
};

function addExport(
  root: string,
  name: string,
  { bytes, hoursAgo = 0 }: { bytes: number; hoursAgo?: number },
): void {
  addFile(root, `exports/${name}`);
  const file = join(root, 'exports', name);
  writeFileSync(file, 'x'.repeat(bytes));
  setAge(file, hoursAgo);
}

function setAge(file: string, hours: number): void {
  const modified = Date.now() / 1000 - hours * 3600;
  utimesSync(file, modified, modified);
}

/** Runs the check with a stand-in for the action that lists what has changed. */
async function runWithChanges(yaml: string, t: TestContext, changed: string) {
  const [, use = ''] = /(uses: tj-actions.*?)^ {6}- /ms.exec(yaml) ?? [];
  const output = `printf 'all_changed_files<<END\\n%s\\nEND\\n' "$CHANGED" >> "$GITHUB_OUTPUT"`;
  const standIn = `env: { CHANGED: ${JSON.stringify(changed)} }\n        run: ${JSON.stringify(output)}\n`;
  const [check] = await runOn(await start(t), yaml, { replace: [[use, standIn]] });
  return check;
}
