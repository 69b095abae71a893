import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';

const FOLDER = join(import.meta.dirname, '../../.github/workflows');

interface Job {
  readonly uses?: string;
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: unknown;
}

interface Workflow {
  readonly on: string | string[] | Record<string, unknown>;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
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
    ['ci.yml', 'codeql.yml', 'e2e.yml', 'release.yml'].filter((name) => !names.includes(name)),
    [],
  );
});

for (const name of names) {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const workflow: Workflow = parse(text);

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

    test('ends each job, and a run that is outdated', () => {
      assert.deepEqual(
        jobsThat(workflow, (job) => typeof job['timeout-minutes'] !== 'number'),
        [],
      );
      assert.ok(workflow.concurrency);
    });
  });
}

test('only the last job of a release may write to the repository', () => {
  const writing = names.flatMap((name) => {
    const workflow: Workflow = parse(readFileSync(join(FOLDER, name), 'utf8'));
    return jobsThat(
      workflow,
      ({ permissions }) =>
        (permissions as Record<string, string> | undefined)?.contents === 'write',
    ).map((job) => `${name}: ${job}`);
  });
  assert.deepEqual(writing, ['release.yml: publish']);
});

test('the same version of an action is used everywhere', () => {
  const uses = names.flatMap((name) => usesIn(parse(readFileSync(join(FOLDER, name), 'utf8'))));
  const versions = Map.groupBy(new Set(uses), (used) => used.split('@')[0]);
  assert.deepEqual(
    [...versions.values()].filter((several) => several.length > 1),
    [],
  );
});
