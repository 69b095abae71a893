import assert from 'node:assert/strict';
import {
  assertSteps,
  type Checks,
  listedBy,
  type Replacements,
  runOn,
  start,
  tokenOf,
  tokenRequests,
  withKey,
  without,
} from './setup.ts';

/** About the token: who gets it, for how long. */
export const TOKENS: Checks = {
  'One token for all jobs': {
    'makes one request, and gives the same token to every job': async (yaml, t) => {
      const emulator = await start(t);
      const [token, ...jobs] = await runOn(emulator, yaml, withKey(emulator));
      assertSteps(token, ['success', 'success']);
      assert.deepEqual(token?.steps[0]?.env, {});
      assert.equal(jobs.length, 2);
      for (const job of jobs) {
        assertSteps(job, ['success', 'success', 'success']);
        assert.equal(job.steps[0]?.outputs['storage-gate'], 'passed');
        assert.equal(tokenOf(job.steps[0]), token?.steps[0]?.outputs['access-token']);
      }
      assert.equal(tokenRequests(emulator), 1);
    },
    'would get no token if it were not sealed': async (yaml, t) => {
      const emulator = await start(t);
      const plain: Replacements = [
        ['outputs.sealed-token', 'outputs.access-token'],
        ['sealed-token:', 'access-token:'],
      ];
      const options = { ...withKey(emulator), replace: plain };
      const [token, job] = await runOn(emulator, yaml, options);
      assert.deepEqual(token?.outputs, {});
      assert.equal(job?.steps[0]?.outputs['error-code'], 'missing-credentials');
    },
    'says what is missing when the job does not hand the token on': async (yaml, t) => {
      const emulator = await start(t);
      const replace: Replacements = [['outputs:\n      sealed-token', 'outputs:\n      other']];
      const [, job] = await runOn(emulator, yaml, { ...withKey(emulator), replace });
      assert.equal(job?.steps[0]?.outputs['error-code'], 'missing-credentials');
      assert.match(job?.steps[0]?.annotations[0]?.message ?? '', /"needs:".*"outputs:"/);
    },
  },

  'Keep the credentials in a protected environment': {
    'deploys with the token, without the credentials': async (yaml, t) => {
      const emulator = await start(t);
      const { secrets } = withKey(emulator);
      const { ASPOSE_SEAL_KEY } = secrets;
      const [token, deploy] = await runOn(emulator, yaml, {
        secrets: {},
        environments: { production: secrets, deploy: { ASPOSE_SEAL_KEY } },
      });
      assertSteps(token, ['success', 'success']);
      assertSteps(deploy, ['success', 'success', 'success']);
      assert.equal(tokenRequests(emulator), 1);
    },
    'stops before the deploy when the file is missing': async (yaml, t) => {
      const emulator = await start(t, { files: [] });
      const { secrets } = withKey(emulator);
      const environments = { production: secrets, deploy: secrets };
      const [, deploy] = await runOn(emulator, yaml, { secrets: {}, environments });
      assertSteps(deploy, ['failure', 'skipped', 'success']);
      assert.equal(deploy?.steps[0]?.outputs['error-code'], 'storage-gate-failed');
    },
  },

  'Re-run failed jobs the next day': {
    'uses the sealed token while it is valid': async (yaml, t) => {
      const emulator = await start(t);
      const [, deploy] = await runOn(emulator, yaml, withKey(emulator));
      assertSteps(deploy, ['success', 'success', 'success']);
      assert.equal(tokenRequests(emulator), 1);
    },
    'requests a new token when it has expired': async (yaml, t) => {
      const emulator = await start(t, { tokenLifetimeSeconds: 1 });
      const [, deploy] = await runOn(emulator, yaml, withKey(emulator));
      assertSteps(deploy, ['success', 'success', 'success']);
      assert.equal(tokenRequests(emulator), 2);
    },
    'says to re-run all jobs without the credentials': async (yaml, t) => {
      const emulator = await start(t, { tokenLifetimeSeconds: 1 });
      const [, deploy = ''] = /( {2}deploy:.*)/s.exec(yaml) ?? [];
      const replace: Replacements = [[deploy, deploy.replace(/^ *client-.*\n/gm, '')]];
      const [, job] = await runOn(emulator, yaml, { ...withKey(emulator), replace });
      assertSteps(job, ['failure', 'skipped', 'success']);
      assert.equal(job?.steps[0]?.outputs['error-code'], 'token-expired');
      assert.match(job?.steps[0]?.annotations[0]?.message ?? '', /Re-run all jobs/);
    },
  },

  'Use one token twice in a job': {
    'requests one token for two uses': async (yaml, t) => {
      const emulator = await start(t);
      const [job] = await runOn(emulator, yaml);
      assertSteps(job, ['success', 'success', 'success', 'success', 'success']);
      assert.equal(tokenRequests(emulator), 1);
      assert.equal(job?.steps[2]?.outputs['storage-gate'], 'passed');
      assert.equal(tokenOf(job?.steps[2]), tokenOf(job?.steps[0]));
    },
    'fails at the second one when the file is missing': async (yaml, t) => {
      const [job] = await runOn(await start(t, { files: [] }), yaml);
      assertSteps(job, ['success', 'success', 'failure', 'success', 'success']);
    },
    'does not use a token with less than min-validity-seconds': async (yaml, t) => {
      const [job] = await runOn(await start(t, { tokenLifetimeSeconds: 59 }), yaml);
      assertSteps(job, ['success', 'success', 'failure', 'success', 'success']);
      assert.equal(job?.steps[2]?.outputs['error-code'], 'token-expired');
    },
  },

  'Jobs that outlive the token': {
    'gets a second token when the first has less than half an hour left': async (yaml, t) => {
      // A second passes from one request to the next, or both tokens would be the same.
      let passed = 0;
      const emulator = await start(t, {
        tokenLifetimeSeconds: 900,
        now: () => Date.now() + passed,
        requestLog: () => (passed += 1000),
      });
      const [long] = await runOn(emulator, yaml);
      assertSteps(long, Array(6).fill('success'));
      assert.equal(tokenRequests(emulator), 2);
      assert.notEqual(tokenOf(long?.steps[2]), tokenOf(long?.steps[0]));
    },
    'keeps the first when it has more': async (yaml, t) => {
      const emulator = await start(t, { tokenLifetimeSeconds: 3600 });
      const [long] = await runOn(emulator, yaml);
      assertSteps(long, Array(6).fill('success'));
      assert.equal(tokenRequests(emulator), 1);
      assert.equal(tokenOf(long?.steps[2]), tokenOf(long?.steps[0]));
      assert.deepEqual(long?.steps.at(-1)?.annotations, []);
    },
    'says at the end of the job that a token expired': async (yaml, t) => {
      const replace: Replacements = [['echo "An hour of work."', 'sleep 2.1']];
      const [long] = await runOn(await start(t, { tokenLifetimeSeconds: 2 }), yaml, { replace });
      assertSteps(long, Array(6).fill('success'));
      const { level, message = '' } = long?.steps.at(-1)?.annotations[0] ?? {};
      assert.equal(level, 'warning');
      assert.match(message, /expired at \d{4}-/);
    },
  },

  'Give the token to one step only': {
    'has the token in no environment but that of the call': async (yaml, t) => {
      const [call] = await runOn(await start(t), yaml);
      assertSteps(call, ['success', 'success', 'success', 'success']);
      assert.deepEqual(
        call?.steps.map(({ env }) => env),
        [{}, {}, {}, {}],
      );
      assert.deepEqual(listedBy(call?.steps[2]), ['templates']);
    },
    'would have it everywhere without export-env: false': async (yaml, t) => {
      const replace = without('export-env: false');
      const [call] = await runOn(await start(t), yaml, { replace });
      assertSteps(call, ['success', 'failure', 'skipped', 'success']);
    },
  },
};
