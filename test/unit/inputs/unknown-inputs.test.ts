import assert from 'node:assert/strict';
import { test } from 'node:test';
import { misspeltCredentials, unknownStorageInputs } from '../../../src/inputs/unknown-inputs.ts';

test('a misspelt input of the gate is told with the likely name', () => {
  const rows: Readonly<Record<string, readonly [written: string, meant: string]>> = {
    'INPUT_STORAGE-PATHS': ['storage-paths', 'storage-path'],
    INPUT_STORAGE_PATH: ['storage_path', 'storage-path'],
    INPUT_STORAGEEXPECT: ['storageexpect', 'storage-expect'],
    'Input_Storage-Max': ['storage-max', 'storage-max-age-seconds'],
  };
  for (const [variable, [written, meant]] of Object.entries(rows)) {
    assert.deepEqual(unknownStorageInputs({ [variable]: 'x' }), [
      `${written} is not an input of this action. Did you mean ${meant}?`,
    ]);
  }
});

test('other variables are no inputs', () => {
  const names = ['INPUT_STORAGE-PATH', 'MY_INPUT_STORAGE-X', 'STORAGE_X', 'INPUT_'];
  const env = Object.fromEntries(names.map((name) => [name, 'x']));
  assert.deepEqual(unknownStorageInputs(env), []);
});

test('a credential is recognised without its hyphens', () => {
  for (const [variable, written, meant] of [
    ['INPUT_CLIENT_ID', 'client_id', 'client-id'],
    ['INPUT_CLIENTSECRET', 'clientsecret', 'client-secret'],
    ['INPUT_ACCESS_TOKEN', 'access_token', 'access-token'],
    ['INPUT_SEALED_TOKEN', 'sealed_token', 'sealed-token'],
    ['INPUT_SEAL_KEY', 'seal_key', 'seal-key'],
  ] as const) {
    const env = { [variable]: 'x', [`INPUT_${meant.toUpperCase()}`]: 'x' };
    assert.deepEqual(misspeltCredentials(env), [{ written, meant }]);
  }
});
