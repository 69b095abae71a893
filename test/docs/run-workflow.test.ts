/** The harness that executes the workflows of the documentation. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Result } from '../support/run-step.ts';
import { runWorkflow } from '../support/run-workflow.ts';
import { missingTool } from '../support/shell.ts';
import { assertSteps } from './recipes/setup.ts';

const tools = { concurrency: 4, skip: missingTool(), timeout: 60_000 };

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

  test('runs an action that is made of steps, which see neither secrets nor other steps', async () => {
    const yaml = (step: string) => `
      jobs:
        job:
          environment: place
          steps:
            - { id: before, run: 'true' }
            - { id: own, uses: ./own, with: { a: '\${{ secrets.A }}' } }
            - run: test "$A \${{ steps.own.outputs.b }}" = 'x y z'
            - ${step}`;
    const actions = {
      './own': `
        inputs: { a: {}, b: { default: 'y' } }
        outputs: { b: { value: '\${{ inputs.b }} \${{ steps.c.outputs.c }}' } }
        runs:
          steps:
            - run: echo "A=\${{ inputs.a }}" >> "$GITHUB_ENV"
            - { id: c, run: 'echo "c=z" >> "$GITHUB_OUTPUT"' }`,
      './curious': `runs: { steps: [run: 'echo "\${{ steps.before.outcome }}"'] }`,
      './thief': `runs: { steps: [run: 'echo "<\${{ secrets.A }}>"'] }`,
    };
    const options = { actions, environments: { place: { A: 'x' } } };
    const [good] = await runWorkflow({ ...options, yaml: yaml('run: "true"') });
    assertSteps(good, ['success', 'success', 'success', 'success']);
    for (const use of ['./curious', './thief']) {
      const [job] = await runWorkflow({ ...options, yaml: yaml(`uses: ${use}`) });
      assert.doesNotMatch(job?.steps[3]?.log.join() ?? '', /success|<x>/);
    }
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
