import assert from 'node:assert/strict';
import type { ActionRun, Annotation } from './run.ts';

/** What the runner keeps of an annotation's message is 4,096 characters. */
const LONGEST_MESSAGE = 4000;
const LINK = /https:\/\/github\.com\/org\/aspose-auth\/\S*troubleshooting\S*$/;

/** Asserts all that tells a failure: one error that holds or matches each of `texts`, the outputs, the exit code. */
export function assertFailed(
  step: ActionRun,
  code: string,
  ...texts: readonly (string | RegExp)[]
): void {
  const errors = annotationsOf(step, 'error');
  const message = errors[0]?.message ?? '';
  assert.deepEqual(
    errors.map(({ title }) => title),
    [`aspose-auth: ${code}`],
    message,
  );
  for (const text of texts) {
    const isTold = typeof text === 'string' ? message.includes(text) : text.test(message);
    assert.ok(isTold, `${text} is not in: ${message}`);
  }
  assert.ok(message.length <= LONGEST_MESSAGE, `${message.length} characters`);
  assert.match(message, LINK);
  assert.equal(step.exitCode, 1);
  assert.equal(step.outputs.status, 'failed');
  assert.equal(step.outputs['error-code'], code);
  assert.equal(step.stderr, '');
}

/** Asserts that the step succeeded without a warning and published `token`. */
export function assertAuthenticated(step: ActionRun, token: string): void {
  assert.deepEqual(step.annotations, []);
  assert.equal(step.exitCode, 0);
  assert.equal(step.outputs.status, 'authenticated');
  assert.equal(step.outputs['access-token'], token);
  assert.equal(step.outputs['error-code'] ?? '', '');
  assert.equal(step.env.ASPOSE_ACCESS_TOKEN, token);
  assert.equal(step.stderr, '');
}

/** Asserts what the gate tells; without a verdict it must tell nothing of what exists. */
export function assertGate(
  { outputs, annotations }: ActionRun,
  gate: 'passed' | 'failed' | 'skipped' | 'unknown',
  exists?: boolean,
): void {
  assert.equal(outputs['storage-gate'], gate, annotations.map(({ message }) => message).join('\n'));
  if (gate === 'skipped' || gate === 'unknown') {
    assert.equal(outputs['storage-exists'] ?? '', '');
    assert.equal(outputs['storage-results'] ?? '', '');
  } else if (exists !== undefined) {
    assert.equal(outputs['storage-exists'], String(exists));
  }
}

/** Asserts that the step succeeded all the same, with one warning that holds or matches each of `texts`. */
export function assertWarned(step: ActionRun, ...texts: readonly (string | RegExp)[]): void {
  const [warning, ...others] = step.annotations;
  assert.equal(warning?.level, 'warning', warning?.message ?? 'no warning');
  assert.deepEqual(others, []);
  for (const text of texts) {
    const isTold =
      typeof text === 'string' ? warning.message.includes(text) : text.test(warning.message);
    assert.ok(isTold, `${text} is not in: ${warning.message}`);
  }
  assert.equal(step.exitCode, 0);
}

/** The rows of the output `storage-results`. */
export function resultsOf({ outputs }: ActionRun): Record<string, unknown>[] {
  return JSON.parse(outputs['storage-results'] || '[]');
}

export function annotationsOf(step: ActionRun, level: Annotation['level']): Annotation[] {
  return step.annotations.filter((annotation) => annotation.level === level);
}
