import assert from 'node:assert/strict';
import { makeCredentials } from '../../support/credentials.ts';
import {
  assertSteps,
  type Checks,
  listedBy,
  type Replacements,
  runOn,
  start,
  tokenOf,
  tokenRequests,
  without,
} from './setup.ts';

/** About the token: who gets it, for how long. */
export const TOKENS: Checks = {
  'Call the API with the token': {
    'calls it with the token of the step before': async (yaml, t) => {
      const [call] = await runOn(await start(t), yaml);
      assertSteps(call, ['success', 'success', 'success']);
      assert.deepEqual(listedBy(call?.steps[1]), ['invoice.html', 'letter.html']);
    },
    'does not call it with credentials that are rejected': async (yaml, t) => {
      const emulator = await start(t);
      const { 'client-id': id, 'client-secret': secret } = makeCredentials();
      const secrets = { ASPOSE_CLIENT_ID: id, ASPOSE_CLIENT_SECRET: secret };
      const [call] = await runOn(emulator, yaml, { secrets });
      assertSteps(call, ['failure', 'skipped', 'success']);
      assert.equal(emulator.requests.length, 1);
    },
  },

  'Several jobs that need a token': {
    'requests one for each, and hands on what is no secret': async (yaml, t) => {
      const emulator = await start(t);
      const [first, second] = await runOn(emulator, yaml);
      assertSteps(first, ['success', 'success', 'success']);
      assertSteps(second, ['success', 'success', 'success']);
      assert.match(first?.outputs['expires-at'] ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.equal(tokenRequests(emulator), 2);
    },
    'cannot hand the token on': async (yaml, t) => {
      const replace: Replacements = [
        [
          `expires-at: \${{ steps.aspose.outputs.expires-at }}`,
          `token: \${{ steps.aspose.outputs.access-token }}`,
        ],
        ['needs: first', `needs: first\n    env:\n      TOKEN: \${{ needs.first.outputs.token }}`],
        ['- run: test -n "$ASPOSE_ACCESS_TOKEN"', '- run: test -z "$TOKEN"'],
      ];
      const [first, second] = await runOn(await start(t), yaml, { replace });
      assert.notEqual(first?.steps[0]?.outputs['access-token'], '');
      assert.deepEqual(first?.outputs, {});
      assertSteps(second, ['success', 'success', 'success']);
    },
  },

  'Use the action twice in a job without a second token': {
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
      const replace: Replacements = [['echo "An hour of work."', 'sleep 1.1']];
      const [long] = await runOn(await start(t, { tokenLifetimeSeconds: 1 }), yaml, { replace });
      assertSteps(long, Array(6).fill('success'));
      const { level, message = '' } = long?.steps.at(-1)?.annotations[0] ?? {};
      assert.equal(level, 'warning');
      assert.match(message, /expired at \d{4}-/);
    },
  },

  'Expose the token to one step only': {
    'has the token in no environment but that of the call': async (yaml, t) => {
      const [call] = await runOn(await start(t), yaml);
      assertSteps(call, ['success', 'success', 'success', 'success']);
      assert.deepEqual(
        call?.steps.map(({ env }) => env),
        [{}, {}, {}, {}],
      );
      assert.deepEqual(listedBy(call?.steps[2]), ['invoice.html', 'letter.html']);
    },
    'would have it everywhere without export-env: false': async (yaml, t) => {
      const replace = without('export-env: false');
      const [call] = await runOn(await start(t), yaml, { replace });
      assertSteps(call, ['success', 'failure', 'skipped', 'success']);
    },
  },
};
