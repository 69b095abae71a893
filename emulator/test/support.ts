import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { type Emulator, type EmulatorOptions, startEmulator } from '../server.ts';

export const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
export const STORAGE = '/v4.0/html/storage';
export const isWindows = process.platform === 'win32';

export async function start(t: TestContext, options?: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options);
  t.after(() => emulator.close());
  return emulator;
}

export async function newFolder(t: TestContext): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'emulator-test-')));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function askToken(emulator: Emulator, overrides: Record<string, string | undefined> = {}) {
  const { clientId, clientSecret } = emulator;
  const fields = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...overrides,
  };
  const given = Object.entries(fields).filter((field): field is [string, string] => !!field[1]);
  return fetch(`${emulator.url}/connect/token`, {
    method: 'POST',
    body: new URLSearchParams(given),
  });
}

export async function get(emulator: Emulator, path: string, token?: string): Promise<Response> {
  const authorization = `Bearer ${token ?? (await emulator.issueToken())}`;
  return fetch(emulator.url + path, { headers: { authorization } });
}

export async function json(response: Response): Promise<Record<string, unknown>> {
  assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
  return (await response.json()) as Record<string, unknown>;
}

export async function getJson(emulator: Emulator, path: string): Promise<unknown> {
  const response = await get(emulator, path);
  assert.equal(response.status, 200);
  return json(response);
}

export async function assertProblem(
  response: Response,
  status: number,
  code: string,
): Promise<void> {
  assert.equal(response.status, status);
  const body = await json(response);
  assert.deepEqual(Object.keys(body), ['requestId', 'error']);
  assert.match(String(body.requestId), UUID);
  const error = body.error as Record<string, unknown>;
  assert.deepEqual(Object.keys(error), [
    'code',
    'message',
    'description',
    'dateTime',
    'innerError',
  ]);
  assert.equal(error.code, code);
  assert.ok(error.message && error.description);
  assert.ok(!Number.isNaN(Date.parse(String(error.dateTime))));
  assert.equal(error.innerError, null);
}

/** What the server writes on one connection of its own in answer to raw bytes. */
export async function sendRaw(emulator: Emulator, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(emulator.url).port), '127.0.0.1');
  socket.write(bytes, 'latin1');
  return text(socket);
}
