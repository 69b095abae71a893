/** Executes the workflows of the documentation as they stand there, and holds them to what is said about them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { parse } from 'yaml';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/server.ts';
import { startProxy } from '../support/proxy.ts';
import type { Result, StepRun } from '../support/run-step.ts';
import { type JobRun, runWorkflow, type WorkflowOptions } from '../support/run-workflow.ts';
import { json, makeCredentials, service, startServer, type TestServer } from '../support/server.ts';
import { createAuthority, createServerIdentity, startTlsFront } from '../support/tls.ts';

const ROOT = join(import.meta.dirname, '../..');
const RECIPES = readFileSync(join(ROOT, 'docs/recipes.md'), 'utf8');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const INVOICE = 'templates/invoice.html';
/** How far the inputs of a step stand from the margin. */
const INPUT_INDENT = ' '.repeat(10);
const LETTER = 'templates/letter.html';

type Replacements = NonNullable<WorkflowOptions['replace']>;
type Check = (yaml: string, t: TestContext) => Promise<void>;

/** By the heading of each workflow, what is to be proven of it. */
const CHECKS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
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

  'Wait for an upload from another pipeline': {
    'goes on once the file is there': async (yaml, t) => {
      const asked: number[] = [];
      const emulator = await start(t, {
        files: [],
        requestLog({ path }) {
          if (path.includes('/storage/exist') && asked.push(performance.now()) === 1) {
            addFile(emulator.root, 'exports/nightly.html');
          }
        },
      });
      const [convert] = await runOn(emulator, yaml);
      assertSteps(convert, ['success', 'success', 'success']);
      const [first = 0, second = 0, ...others] = asked;
      assert.deepEqual(others, []);
      assert.ok(second - first > 900, `asked again after ${second - first} ms`);
    },
    'fails when the file does not come in time': async (yaml, t) => {
      const replace: Replacements = [['storage-wait-seconds: 600', 'storage-wait-seconds: 1']];
      const [convert] = await runOn(await start(t), yaml, { replace });
      assertSteps(convert, ['failure', 'skipped', 'success']);
      assert.equal(convert?.steps[0]?.outputs['error-code'], 'storage-gate-failed');
    },
    'waits for something to go away with storage-expect: absent': async (yaml, t) => {
      let asked = 0;
      const emulator = await start(t, {
        files: ['exports/nightly.html'],
        requestLog({ path }) {
          if (path.includes('/storage/exist') && ++asked === 1) {
            rmSync(join(emulator.root, 'exports/nightly.html'));
          }
        },
      });
      const wait = 'storage-wait-seconds: 600';
      const replace: Replacements = [[wait, `${wait}\n${INPUT_INDENT}storage-expect: absent`]];
      const [convert] = await runOn(emulator, yaml, { replace });
      assertSteps(convert, ['success', 'success', 'success']);
      assert.equal(asked, 2);
    },
  },

  'One job for each file of a folder': {
    'has a job for each item, whose steps a folder leaves out': async (yaml, t) => {
      const odd = `templates/it's "$(exit 1)" & ß.html`;
      const emulator = await start(t, { files: [INVOICE, odd, 'templates/old/a.html'] });
      const [list, ...jobs] = await runOn(emulator, yaml);
      assertSteps(list, ['success', 'success']);
      assert.deepEqual(list?.steps[0]?.env, {});
      assert.deepEqual(
        jobs.map(({ id, result, steps }) => ({ id, result, log: steps[0]?.log })),
        [
          { id: 'convert', result: 'success', log: [`Converting /${INVOICE}`] },
          { id: 'convert', result: 'success', log: [`Converting /${odd}`] },
          { id: 'convert', result: 'success', log: [] },
        ],
      );
      assertSteps(jobs[2], ['skipped']);
    },
    'has none for an empty folder': async (yaml, t) => {
      const emulator = await start(t, { files: [] });
      mkdirSync(join(emulator.root, 'templates'));
      const [list, ...jobs] = await runOn(emulator, yaml);
      assert.deepEqual(list?.outputs, { files: '[]' });
      assert.deepEqual(
        jobs.map(({ result }) => result),
        ['skipped'],
      );
    },
    'fails rather than cut a long list off': async (yaml) => {
      const value = Array.from({ length: 6000 }, (_, index) => ({
        name: `${index}.html`,
        path: `/templates/${index}.html`,
        isFolder: false,
        size: 1,
        modifiedDate: '2026-01-31T12:34:56Z',
      }));
      await using server = await startServer((request, response, count) =>
        request.path.includes('/folder')
          ? json(response, { value })
          : service()(request, response, count),
      );
      const [list, convert] = await runOn(server, yaml);
      assertSteps(list, ['failure', 'success']);
      assert.match(list?.steps[0]?.annotations[0]?.message ?? '', /subfolder/);
      assert.equal(list?.outputs.files, '');
      assert.equal(convert?.result, 'skipped');
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

  'Pull requests from forks': {
    'goes on without a token, and says why': async (yaml, t) => {
      const emulator = await start(t);
      const [check] = await runOn(emulator, yaml, { secrets: {}, github: FORK });
      assertSkipped(check, /fork \(stranger\/app\)/);
      assert.deepEqual(emulator.requests, []);
    },
    'says so of Dependabot': async (yaml, t) => {
      const event = { sender: { login: 'dependabot[bot]' } };
      const github = { event_name: 'pull_request', event };
      const [check] = await runOn(await start(t), yaml, { secrets: {}, github });
      assertSkipped(check, /Dependabot/);
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

  'A self-hosted container over http': {
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

  'Behind a proxy, or with a private certificate authority': {
    'gets the token through the proxy, trusting the authority': async (yaml, t) => {
      await using place = await startPrivatePlace(t);
      const [call] = await place.run(yaml, [[PROXY, place.proxyUrl]]);
      assertSteps(call, ['success', 'success', 'success']);
      assert.deepEqual(place.asked, ['api.aspose.cloud:443']);
    },
    'takes the variable in upper case': async (yaml, t) => {
      await using place = await startPrivatePlace(t);
      const [call] = await place.run(yaml, [
        [`https_proxy: ${PROXY}`, `HTTPS_PROXY: ${place.proxyUrl}`],
      ]);
      assertSteps(call, ['success', 'success', 'success']);
      assert.deepEqual(place.asked, ['api.aspose.cloud:443']);
    },
    'takes the password of the proxy from a secret': async (yaml, t) => {
      await using place = await startPrivatePlace(t, 'user:pass-of-the-proxy');
      const line = `https_proxy: http://user:\${{ secrets.PROXY_PASSWORD }}@proxy.internal:3128`;
      assert.ok(RECIPES.includes(`\`${line}\``));
      const [call] = await place.run(
        yaml,
        [
          [`https_proxy: ${PROXY}`, line],
          ['proxy.internal:3128', new URL(place.proxyUrl).host],
        ],
        { PROXY_PASSWORD: 'pass-of-the-proxy' },
      );
      assertSteps(call, ['success', 'success', 'success']);
      assert.deepEqual(place.asked, ['api.aspose.cloud:443']);
    },
    'sends nothing to a service that it does not trust': async (yaml, t) => {
      await using place = await startPrivatePlace(t);
      const [call] = await place.run(yaml, [
        [PROXY, place.proxyUrl],
        ['NODE_EXTRA_CA_CERTS', 'NOTHING'],
      ]);
      assertSteps(call, ['failure', 'skipped', 'success']);
      assert.equal(call?.steps[0]?.outputs['error-code'], 'unreachable');
      assert.deepEqual(place.emulator.requests, []);
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

  'Try it on the emulator': {
    'runs with the pair of the recipe, and no secrets': async (yaml, t) => {
      const emulator = await start(t);
      const [job] = await runOn(emulator, yaml, onEmulator(emulator));
      assertSteps(job, ['success', 'success', 'success']);
      assert.equal(job?.steps[0]?.outputs['storage-gate'], 'passed');
    },
    'fails when its folder lacks the file': async (yaml, t) => {
      const emulator = await start(t, { files: [] });
      const [job] = await runOn(emulator, yaml, onEmulator(emulator));
      assertSteps(job, ['failure', 'skipped', 'success']);
      assert.equal(job?.steps[0]?.outputs['error-code'], 'storage-gate-failed');
    },
  },
};

const WORKFLOWS = { ...workflowsOf(README, 'README: '), ...workflowsOf(RECIPES) };

test('every workflow of the documentation has its checks, and every check a workflow', () => {
  assert.deepEqual(Object.keys(WORKFLOWS), Object.keys(CHECKS));
});

const tools = { concurrency: 4, skip: missingTool(), timeout: 60_000 };

describe('the workflow of the documentation', tools, () => {
  for (const [heading, checks] of Object.entries(CHECKS)) {
    for (const [claim, check] of Object.entries(checks)) {
      test(`${heading}: ${claim}`, (t) => check(WORKFLOWS[heading] ?? '', t));
    }
  }
});

describe('runWorkflow()', tools, () => {
  test('knows when a step or a job runs, and what goes on from one to the next', async () => {
    const [first, ...others] = await runWorkflow({
      secrets: { KEY: 'the-key' },
      yaml: `
        env: { GREETING: hello }
        jobs:
          first:
            outputs: { value: '\${{ steps.write.outputs.value }}', key: '<\${{ secrets.KEY }}>' }
            steps:
              - id: write
                run: |
                  echo "value=a=b" >> "$GITHUB_OUTPUT"
                  printf 'LINES<<END\\n1\\n2\\nEND\\n' >> "$GITHUB_ENV"
              - run: test "$GREETING $LINES" = $'hello 1\\n2'
              - { id: forgiven, continue-on-error: true, run: exit 3 }
              - if: steps.forgiven.outcome == 'failure' && steps.forgiven.conclusion == 'success'
                run: false | echo "The key is \${{ secrets.KEY }}"
              - run: |
                  false
                  true
              - run: true
              - if: \${{ env.LINES != '' }}
                run: true
              - { if: failure(), run: 'true' }
              - { if: always() && env.GREETING == 'hello', run: 'true' }
          second: { needs: first, steps: [run: 'true'] }
          third: { needs: [first, second], if: failure(), steps: [run: 'true'] }
          fourth:
            needs: second
            if: always() && needs.second.result == 'skipped'
            strategy: { matrix: { a: [1, 2], b: ['x', 'y'] } }
            steps: [run: 'echo \${{ matrix.a }}\${{ matrix.b }}']`,
    });
    assertSteps(first, [
      ...['success', 'success', 'success', 'success', 'failure'],
      ...['skipped', 'skipped', 'success', 'success'],
    ] as Result[]);
    assert.equal(first?.steps[2]?.outcome, 'failure');
    assert.deepEqual(first?.steps[3]?.log, ['The key is ***']);
    assert.deepEqual(first?.outputs, { value: 'a=b' });
    assert.deepEqual(
      others.map(({ id, result, steps }) => ({ id, result, log: steps[0]?.log[0] })),
      [
        { id: 'second', result: 'skipped', log: undefined },
        { id: 'third', result: 'success', log: undefined },
        ...['1x', '1y', '2x', '2y'].map((log) => ({ id: 'fourth', result: 'success', log })),
      ],
    );
  });

  test('ends a job with the post steps of the uses that started, last one first', async () => {
    const [job] = await runWorkflow({
      yaml: `
        jobs:
          job:
            steps:
              - { name: A, uses: org/aspose-auth@v1 }
              - { name: B, uses: org/aspose-auth@v1 }
              - { name: C, uses: org/aspose-auth@v1, if: always() }`,
    });
    assertSteps(job, ['failure', 'skipped', 'failure', 'success', 'success']);
    assert.deepEqual(
      job?.steps.map(({ name }) => name),
      ['A', 'B', 'C', 'Post C', 'Post A'],
    );
  });

  const mistakes = {
    'another action': { step: 'uses: actions/checkout@v4', error: /actions\/checkout@v4/ },
    'an unknown input': {
      step: `uses: org/aspose-auth@v1\n        with: { a: 1 }`,
      error: /no input a/,
    },
    'an unknown key': { step: 'run: true\n        shell: pwsh', error: /not know: shell/ },
    'secrets in an if': { step: `run: true\n        if: secrets.A != ''`, error: /secrets/ },
    'an unknown function': { step: `run: echo \${{ hash(1) }}`, error: /hash/ },
  };
  for (const [what, { step, error }] of Object.entries(mistakes)) {
    test(`rejects ${what}`, async () => {
      await assert.rejects(
        runWorkflow({ yaml: `jobs:\n  job:\n    steps:\n      - ${step}` }),
        error,
      );
    });
  }
});

/** The YAML blocks of a page by their headings. A list of steps is made a workflow with one job. */
function workflowsOf(page: string, prefix = ''): Record<string, string> {
  const workflows: Record<string, string> = {};
  for (const section of page.split(/^## /m).slice(1)) {
    const heading = prefix + section.slice(0, section.indexOf('\n'));
    const blocks = [...section.matchAll(/^```ya?ml\n(.*?)^```$/gms)].map(([, block = '']) => block);
    for (const [index, block] of blocks.entries()) {
      const isSteps = Array.isArray(parse(block));
      const workflow = isSteps ? `jobs:\n  job:\n    runs-on: any\n    steps:\n${block}` : block;
      workflows[index === 0 ? heading : `${heading} (${index + 1})`] = workflow;
    }
  }
  return workflows;
}

function missingTool(): string | false {
  // There, bash may be one that sees nothing of its parent's environment.
  if (process.platform === 'win32') {
    return 'the scripts of the workflows are for bash and curl, not for Windows';
  }
  const missing = ['bash', 'curl'].find((tool) => spawnSync(tool, ['--version']).status !== 0);
  return missing === undefined ? false : `${missing}, which the workflows need, is not here`;
}

type StartOptions = EmulatorOptions & { readonly files?: readonly string[] };

async function start(
  t: TestContext,
  { files = [INVOICE, LETTER], ...options }: StartOptions = {},
): Promise<Emulator> {
  const root = temporaryFolder(t);
  for (const file of files) {
    addFile(root, file);
  }
  const emulator = await startEmulator({ root, ...options });
  t.after(() => emulator.close());
  return emulator;
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'recipes-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function addFile(root: string, path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), 'content');
}

/** Gives a token to everyone; the storage asks to come back in two minutes. */
function startBrokenStorage(): Promise<TestServer> {
  return startServer((request, response, count) =>
    request.path.includes('/storage/')
      ? json(response, {}, { status: 503, headers: { 'retry-after': '120' } })
      : service()(request, response, count),
  );
}

function runOn(
  at: Emulator | TestServer,
  yaml: string,
  options: Partial<WorkflowOptions> = {},
): Promise<JobRun[]> {
  return runWorkflow({ yaml, baseUrl: at.url, secrets: secretsFor(at), ...options });
}

function secretsFor(at: Emulator | TestServer): Record<string, string> {
  const credentials = makeCredentials();
  return {
    ASPOSE_CLIENT_ID: 'clientId' in at ? at.clientId : credentials['client-id'],
    ASPOSE_CLIENT_SECRET: 'clientSecret' in at ? at.clientSecret : credentials['client-secret'],
  };
}

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

/** Leaves out a line of the steps' inputs. */
function without(input: string): Replacements {
  return [[`${INPUT_INDENT}${input}\n`, '']];
}

const PROXY = 'http://proxy.internal:3128';

/** A network where `api.aspose.cloud` is reached by a proxy alone, and has a certificate of the network's own authority. */
async function startPrivatePlace(t: TestContext, credentials?: string) {
  const emulator = await start(t);
  const authority = createAuthority();
  const identity = createServerIdentity({ name: 'api.aspose.cloud', issuer: authority });
  const front = await startTlsFront(identity, emulator.url);
  const proxy = await startProxy({
    port: front.port,
    ...(credentials === undefined ? {} : { credentials }),
  });
  const authorityFile = join(temporaryFolder(t), 'authority.pem');
  writeFileSync(authorityFile, authority.cert);
  return {
    emulator,
    proxyUrl: `http://${proxy.host}`,
    asked: proxy.asked,
    run(yaml: string, replace: Replacements, secrets = {}) {
      return runWorkflow({
        yaml,
        secrets: { ...secretsFor(emulator), ...secrets },
        replace: [...replace, ['/etc/ssl/certs/internal-authority.pem', authorityFile]],
      });
    },
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await front[Symbol.asyncDispose]();
    },
  };
}

function portOf({ url }: Emulator): number {
  return Number(new URL(url).port);
}

function tokenRequests({ requests }: Emulator): number {
  return requests.filter(({ path }) => path === '/connect/token').length;
}

function tokenOf(step: StepRun | undefined): string {
  const { ASPOSE_ACCESS_TOKEN: token = '' } = step?.env ?? {};
  assert.notEqual(token, '');
  return token;
}

/** The names in the answer that a step printed. */
function listedBy(step: StepRun | undefined): string[] {
  const { value } = JSON.parse(step?.log.join('\n') ?? '');
  return value.map(({ name }: { name: string }) => name);
}

/** Asserts on the conclusion of every step; the post steps come last. */
function assertSteps(job: JobRun | undefined, conclusions: readonly Result[]): void {
  const log = job?.steps.map(({ name, log }) => [`# ${name}`, ...log].join('\n')).join('\n');
  assert.deepEqual(
    job?.steps.map(({ conclusion }) => conclusion),
    conclusions,
    `${job?.id} went another way:\n${log}`,
  );
}

function assertSkipped(check: JobRun | undefined, why: RegExp): void {
  assertSteps(check, ['success', 'success', 'skipped', 'success']);
  const [aspose] = check?.steps ?? [];
  assert.equal(aspose?.outputs.status, 'skipped');
  assert.equal(aspose?.outputs['access-token'] ?? '', '');
  assert.equal(aspose?.annotations[0]?.level, 'notice');
  assert.match(aspose?.annotations[0]?.message ?? '', why);
}
