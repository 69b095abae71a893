import assert from 'node:assert/strict';
import {
  assertSteps,
  type Checks,
  INVOICE,
  LETTER,
  listedBy,
  runOn,
  start,
  startBrokenStorage,
  without,
} from './setup.ts';

/** About what a deploy depends on. */
export const GATE: Checks = {
  'README: Use it': {
    'deploys when the template is there': async (yaml, t) => {
      const emulator = await start(t);
      const [deploy] = await runOn(emulator, yaml);
      assertSteps(deploy, ['success', 'success', 'success', 'success']);
      assert.deepEqual(listedBy(deploy?.steps[1]), ['invoice.html', 'letter.html']);
    },
    'stops before the deploy when it is missing': async (yaml, t) => {
      const emulator = await start(t, { files: [LETTER] });
      const [deploy] = await runOn(emulator, yaml);
      assertSteps(deploy, ['failure', 'skipped', 'skipped', 'success']);
      assert.equal(deploy?.steps[0]?.outputs['error-code'], 'storage-gate-failed');
      assert.equal(deploy?.result, 'failure');
    },
  },

  'README: Use it (2)': {
    'leaves the upload out when the template is there': async (yaml, t) => {
      const [job] = await runOn(await start(t), yaml);
      assertSteps(job, ['success', 'skipped', 'success']);
    },
    'uploads when it is missing': async (yaml, t) => {
      const [job] = await runOn(await start(t, { files: [] }), yaml);
      assertSteps(job, ['success', 'success', 'success']);
      assert.deepEqual(job?.steps[1]?.log, ['The template is not there yet; uploading it.']);
    },
    'fails without an upload when the storage does not answer': async (yaml) => {
      await using broken = await startBrokenStorage();
      const [job] = await runOn(broken, yaml);
      assertSteps(job, ['failure', 'skipped', 'success']);
      assert.equal(job?.steps[0]?.outputs['storage-gate'], 'unknown');
    },
  },

  'Deploy only when a file is there': {
    'deploys when both are': async (yaml, t) => {
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
    'does not when one is a folder': async (yaml, t) => {
      const [check, deploy] = await runOn(
        await start(t, { files: [INVOICE, `${LETTER}/a`] }),
        yaml,
      );
      assert.equal(check?.result, 'success');
      assert.equal(deploy?.result, 'skipped');
    },
    'fails when the storage does not answer': async (yaml) => {
      await using broken = await startBrokenStorage();
      const [check, deploy] = await runOn(broken, yaml);
      assertSteps(check, ['failure', 'success']);
      assert.deepEqual(check?.outputs, { gate: 'unknown' });
      assert.equal(deploy?.result, 'skipped');
    },
    'fails over a missing file when storage-required is left out': async (yaml, t) => {
      const replace = without('storage-required: false');
      const [check, deploy] = await runOn(await start(t, { files: [INVOICE] }), yaml, { replace });
      assertSteps(check, ['failure', 'success']);
      assert.equal(check?.steps[0]?.outputs['error-code'], 'storage-gate-failed');
      assert.equal(deploy?.result, 'skipped');
    },
  },
};
