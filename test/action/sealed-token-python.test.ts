/** Sealed tokens against an independent implementation, Python's `cryptography`. `.ci/run` brings it along. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { makeJwt } from '../support/credentials.ts';
import { run } from '../support/run.ts';

const SCRIPT = join(import.meta.dirname, '../support/sealed_token.py');
const isMissing = spawnSync('python3', ['-c', 'import cryptography']).status !== 0;
const skip = isMissing && 'this needs python3 with the package cryptography';

/** With a character that JSON escapes, and one that UTF-8 writes in two bytes. */
const SCOPE = { repository: 'org/site.é"', runId: '4711' };
const env = { GITHUB_REPOSITORY: SCOPE.repository, GITHUB_RUN_ID: SCOPE.runId };

describe("with Python's cryptography", { skip }, () => {
  test('what the action seals can be opened', async () => {
    const key = randomBytes(32).toString('hex');
    const token = makeJwt();
    const step = await run({ inputs: { 'access-token': token, 'seal-key': key }, env });
    const text = step.outputs['sealed-token'];
    const opened = python('open', { key, ...SCOPE, text });
    assert.equal(opened.token, token);
    assert.equal(new Date(opened.expiresAt * 1000).toISOString(), expiryOf(step.outputs));
  });

  test('the action opens what was sealed', async () => {
    const key = randomBytes(32).toString('hex');
    const token = 'an-opaque-token-of-the-service';
    const expiresAt = Math.floor(Date.now() / 1000) + 3600;
    const text = python('seal', { key, ...SCOPE, token, expiresAt });
    const step = await run({ inputs: { 'sealed-token': text, 'seal-key': key }, env });
    assert.equal(step.outputs['access-token'], token);
    assert.equal(expiryOf(step.outputs), new Date(expiresAt * 1000).toISOString());
  });
});

function expiryOf(outputs: Readonly<Record<string, string>>): string {
  return (outputs['expires-at'] ?? '').replace('Z', '.000Z');
}

function python(command: 'open' | 'seal', given: object) {
  const { stdout, stderr } = spawnSync('python3', [SCRIPT, command], {
    input: JSON.stringify(given),
    encoding: 'utf8',
  });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}
