import assert from 'node:assert/strict';
import type { ActionRun } from './run-action.ts';

/** Asserts on everything that tells a failure, and that the one annotation holds or matches each of `texts`. */
export function assertFailed(
  { exitCode, outputs, annotations, stderr }: ActionRun,
  code: string,
  ...texts: readonly (string | RegExp)[]
): void {
  assert.deepEqual(
    annotations.map(({ level, title }) => ({ level, title })),
    [{ level: 'error', title: `aspose-auth: ${code}` }],
    annotations[0]?.message,
  );
  const message = annotations[0]?.message ?? '';
  for (const text of texts) {
    const told = typeof text === 'string' ? message.includes(text) : text.test(message);
    assert.ok(told, `${text} is not in: ${message}`);
  }
  assert.equal(exitCode, 1);
  assert.equal(outputs.status, 'failed');
  assert.equal(outputs['error-code'], code);
  assert.equal(stderr, '');
}
