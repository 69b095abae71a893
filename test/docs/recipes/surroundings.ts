import assert from 'node:assert/strict';
import type { Emulator } from '../../../emulator/server.ts';
import { startProxy } from '../../support/proxy.ts';
import type { JobRun, WorkflowOptions } from '../../support/run-workflow.ts';
import {
  assertSteps,
  type Checks,
  INPUT_INDENT,
  portOf,
  type Replacements,
  runOn,
  start,
  tokenRequests,
  without,
} from './setup.ts';

/** About pull requests from forks, other services and other machines. */
export const SURROUNDINGS: Checks = {
  'Pull requests from forks': {
    'goes on without a token, and says why': async (yaml, t) => {
      const emulator = await start(t);
      const [check] = await runOn(emulator, yaml, { secrets: {}, github: FORK });
      assertSkipped(check, /fork \(stranger\/app\)/);
      assert.deepEqual(emulator.requests, []);
    },
    'runs everything where there are secrets': async (yaml, t) => {
      const [check] = await runOn(await start(t), yaml);
      assertSteps(check, ['success', 'success', 'success', 'success']);
      assert.equal(check?.steps[0]?.outputs.status, 'authenticated');
    },
    'fails without on-missing-credentials': async (yaml, t) => {
      const replace = without('on-missing-credentials: skip');
      const [check] = await runOn(await start(t), yaml, { secrets: {}, github: FORK, replace });
      assertSteps(check, ['failure', 'skipped', 'skipped', 'success']);
    },
  },

  'A self-hosted service over http': {
    'gets the token there': async (yaml, t) => {
      const emulator = await start(t);
      await using proxy = await startProxy({ port: portOf(emulator) });
      const [call] = await runOn(emulator, yaml, through(proxy));
      assertSteps(call, ['success', 'success', 'success']);
      assert.deepEqual(proxy.asked, ['aspose.internal:8080']);
      assert.equal(tokenRequests(emulator), 1);
    },
    'sends nothing without allow-http': async (yaml, t) => {
      const emulator = await start(t);
      await using proxy = await startProxy({ port: portOf(emulator) });
      const replace = without('allow-http: true');
      const [call] = await runOn(emulator, yaml, { ...through(proxy), replace });
      assertSteps(call, ['failure', 'skipped', 'success']);
      assert.equal(call?.steps[0]?.outputs['error-code'], 'invalid-input');
      assert.deepEqual(proxy.asked, []);
    },
    'takes token-url and storage-url instead of base-url': async (yaml, t) => {
      const emulator = await start(t);
      await using proxy = await startProxy({ port: portOf(emulator) });
      const apart = [
        'token-url: http://token.internal/connect/token',
        'storage-url: http://storage.internal/v4.0/html',
        'storage-path: /templates/invoice.html',
      ];
      const replace: Replacements = [
        ['base-url: http://aspose.internal:8080', apart.join(`\n${INPUT_INDENT}`)],
      ];
      const [call] = await runOn(emulator, yaml, { ...through(proxy), replace });
      assertSteps(call, ['success', 'success', 'success']);
      assert.deepEqual(proxy.asked, ['token.internal:80', 'storage.internal:80']);
    },
  },

  'GitHub Enterprise Server': {
    'runs where there are no job summaries': async (yaml, t) => {
      const env = { GITHUB_STEP_SUMMARY: '' };
      const [call] = await runOn(await start(t), yaml, { env });
      assertSteps(call, ['success', 'success', 'success']);
      assert.deepEqual(call?.steps[0]?.annotations, []);
    },
    'writes a summary only without job-summary: false': async (yaml, t) => {
      const emulator = await start(t);
      const replace = without('job-summary: false');
      const [[none], [written]] = await Promise.all([
        runOn(emulator, yaml),
        runOn(emulator, yaml, { replace }),
      ]);
      assert.equal(none?.steps[0]?.summary, '');
      assert.match(written?.steps[0]?.summary ?? '', /authenticated/);
    },
  },

  'Run a workflow against the emulator on your machine': {
    'runs with the pair of the recipe, and no secrets': async (yaml, t) => {
      const emulator = await start(t);
      const [job] = await runOn(emulator, yaml, onEmulator(emulator));
      assertSteps(job, ['success', 'success', 'success']);
      assert.equal(job?.steps[0]?.outputs['storage-gate'], 'passed');
    },
  },
};

const FORK = {
  event_name: 'pull_request',
  event: {
    pull_request: {
      head: { repo: { full_name: 'stranger/app' } },
      base: { repo: { full_name: 'org/app' } },
    },
  },
};

/** The machine is one that knows every host by its proxy alone. */
function through({ host }: { host: string }): Partial<WorkflowOptions> {
  return { env: { http_proxy: `http://${host}` } };
}

function onEmulator({ url }: Emulator): Partial<WorkflowOptions> {
  return { secrets: {}, replace: [['http://127.0.0.1:8080', url]] };
}

function assertSkipped(check: JobRun | undefined, why: RegExp): void {
  assertSteps(check, ['success', 'success', 'skipped', 'success']);
  const [aspose] = check?.steps ?? [];
  assert.equal(aspose?.outputs.status, 'skipped');
  assert.equal(aspose?.outputs['access-token'] ?? '', '');
  assert.equal(aspose?.annotations[0]?.level, 'notice');
  assert.match(aspose?.annotations[0]?.message ?? '', why);
}
