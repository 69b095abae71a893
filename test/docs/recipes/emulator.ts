import assert from 'node:assert/strict';
import { type JobRun, runWorkflow } from '../../support/run-workflow.ts';
import {
  assertSteps,
  type Checks,
  listedBy,
  type Replacements,
  runOn,
  start,
  tokenRequests,
} from './setup.ts';

/** About the emulator as an action. */
export const EMULATOR: Checks = {
  'Pull requests from forks run against the emulator': {
    'goes through every step without secrets': async (yaml) => {
      const [check] = await runWorkflow({ yaml });
      assertSteps(check, Array(6).fill('success'));
      assert.equal(check?.steps[2]?.outputs['storage-gate'], 'passed');
      assert.deepEqual(listedBy(check?.steps[3]), ['invoice.html']);
      assertServed(check, [
        'POST /connect/token 200',
        'GET /v4.0/html/storage/exists?path=%2Ftemplates%2Finvoice.html 200',
        'GET /v4.0/html/folder?path=/templates 200',
      ]);
    },
    'asks the service, and starts no emulator, where there are secrets': async (yaml, t) => {
      const service = await start(t);
      const [check] = await runOn(service, yaml);
      assertSteps(check, ['skipped', 'skipped', 'success', 'success', 'success']);
      assert.equal(tokenRequests(service), 1);
    },
    'fails when the storage lacks the file': async (yaml) => {
      const replace: Replacements = [['> storage/templates/invoice', '> storage/templates/other']];
      const [check] = await runWorkflow({ yaml, replace });
      assert.equal(check?.steps[2]?.outputs['error-code'], 'storage-gate-failed');
      assert.equal(check?.result, 'failure');
      assertServed(check, [
        'POST /connect/token 200',
        'GET /v4.0/html/storage/exists?path=%2Ftemplates%2Finvoice.html 200',
      ]);
    },
  },

  'Rehearse trouble on the emulator': {
    'sees all of it': async (yaml) => {
      const replace: Replacements = [['sleep 5', 'sleep 0.5']];
      const [rehearse] = await runWorkflow({ yaml, replace });
      assert.equal(rehearse?.result, 'success', JSON.stringify(rehearse, null, 2));
      assert.deepEqual(rehearse.steps.map(({ outputs }) => outputs['error-code']).filter(Boolean), [
        'credentials-rejected',
        'credentials-locked',
        'storage-gate-failed',
      ]);
    },
  },

  'Emulator: Use it': {
    'passes the gate, lists the folder and stores an upload': async (yaml) => {
      const [job] = await runWorkflow({ yaml });
      assertSteps(job, Array(6).fill('success'));
      assert.match(job?.steps[2]?.outputs['storage-files'] ?? '', /"name":"invoice\.html"/);
      assert.match(job?.steps[3]?.log.join('\n') ?? '', /"uploaded":\["letter\.html"\]/);
    },
  },
};

/** Asserts on the requests that the post step of the emulator, the last of all, shows. */
function assertServed(job: JobRun | undefined, requests: readonly string[]): void {
  const shown = job?.steps.at(-1)?.log.filter((line) => /^[A-Z]+ \//.test(line));
  assert.deepEqual(shown, requests);
}
