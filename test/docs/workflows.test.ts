import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';

const FOLDER = join(import.meta.dirname, '../../.github/workflows');

interface Job {
  readonly uses?: string;
  readonly permissions?: unknown;
  readonly env?: unknown;
  readonly 'timeout-minutes'?: unknown;
  readonly steps?: readonly { readonly uses?: string; readonly run?: string }[];
}

interface Workflow {
  readonly on: string | string[] | Record<string, unknown>;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly env?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

function triggers({ on }: Workflow): string[] {
  if (typeof on === 'string') {
    return [on];
  }
  return Array.isArray(on) ? on : Object.keys(on);
}

/** Every value of the key `uses`, wherever it is. */
function usesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'uses' && typeof inner === 'string' ? [inner] : usesIn(inner),
  );
}

/** The names of the jobs of which `wrong` holds. */
function jobsThat(workflow: Workflow, wrong: (job: Job) => boolean): string[] {
  return Object.entries(workflow.jobs)
    .filter(([, job]) => wrong(job))
    .map(([name]) => name);
}

const names = readdirSync(FOLDER).filter((name) => /\.ya?ml$/.test(name));

test('there are workflows', () => {
  assert.deepEqual(
    ['ci.yml', 'codeql.yml', 'e2e.yml', 'major-tag.yml', 'release.yml', 'scorecard.yml'].filter(
      (name) => !names.includes(name),
    ),
    [],
  );
});

for (const name of names) {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const workflow = workflowNamed(name);

  describe(`the workflow ${name}`, () => {
    test('pins every foreign action to a commit, with its version in a comment', () => {
      const foreign = usesIn(workflow).filter((used) => !used.startsWith('./'));
      const pinned = [
        ...text.matchAll(/^\s*(?:- )?uses: (\S+@[0-9a-f]{40}) # v\d+\.\d+\.\d+$/gm),
      ].map(([, used]) => used);
      assert.deepEqual(pinned, foreign);
    });

    test('does not run the code of a pull request with the rights of the repository', () => {
      assert.deepEqual(
        triggers(workflow).filter((trigger) =>
          ['pull_request_target', 'workflow_run', 'issue_comment'].includes(trigger),
        ),
        [],
      );
    });

    test('grants nothing but what a job asks for', () => {
      assert.deepEqual(workflow.permissions, {});
      assert.deepEqual(
        jobsThat(workflow, ({ permissions }) => typeof permissions === 'string'),
        [],
      );
    });

    test('leaves no token in the folder that it checks out', () => {
      const checkouts = text.match(/uses: actions\/checkout@/g) ?? [];
      const without = text.match(/^ +persist-credentials: false$/gm) ?? [];
      assert.equal(without.length, checkouts.length);
    });

    test('gives the token of the run only to the steps that need it', () => {
      assert.equal(workflow.env, undefined);
      assert.deepEqual(
        jobsThat(workflow, ({ env }) => env !== undefined),
        [],
      );
    });

    test('ends each job, and a run that is outdated', () => {
      assert.deepEqual(
        jobsThat(workflow, (job) => typeof job['timeout-minutes'] !== 'number'),
        [],
      );
      assert.ok(workflow.concurrency);
    });
  });
}

test('only two jobs may write to the repository', () => {
  assert.deepEqual(jobsWith('contents'), ['major-tag.yml: move', 'release.yml: draft']);
});

test('the job that attests the bundles builds them itself, and compares', () => {
  assert.deepEqual(jobsWith('attestations'), ['release.yml: attest']);
  const { steps = [] } = workflowNamed('release.yml').jobs.attest ?? {};
  const built = steps.findIndex(({ run = '' }) => /^npm run build$/m.test(run));
  const attested = steps.findIndex(({ uses = '' }) => uses.startsWith('actions/attest'));
  assert.ok(built >= 0 && attested > built);
  assert.match(steps[built]?.run ?? '', /git status --porcelain -- dist emulator\/dist/);
});

test('the same version of an action is used everywhere', () => {
  const uses = names.flatMap((name) => usesIn(workflowNamed(name)));
  const versions = Map.groupBy(new Set(uses), (used) => used.split('@')[0]);
  assert.deepEqual(
    [...versions.values()].filter((several) => several.length > 1),
    [],
  );
});

function workflowNamed(name: string): Workflow {
  return parse(readFileSync(join(FOLDER, name), 'utf8'));
}

/** The jobs that may write to what `permission` is about. */
function jobsWith(permission: string): string[] {
  return names.flatMap((name) =>
    jobsThat(
      workflowNamed(name),
      ({ permissions }) =>
        (permissions as Record<string, string> | undefined)?.[permission] === 'write',
    ).map((job) => `${name}: ${job}`),
  );
}
