import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed, assertGate } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { type Answerer, inTurn, reply, startServer, type TestServer } from '../support/server.ts';
import { rounds, service } from '../support/service.ts';

const exists = reply({ exists: true });

/** The routes of the storage that were asked, in order of arrival. */
function routesOf({ requests }: TestServer): string[] {
  return requests.slice(1).map(({ path }) => path.replace('/v4.0/html/', '').replace(/\?.*/, ''));
}

function missing(status: number): Answerer {
  return reply({ exists: false }, { status });
}

const PATHS = Array.from({ length: 20 }, (_, index) => `/folder/${index}`).join('\n');

describe('the two spellings of a route', AT_ONCE, () => {
  const ROUTES = [
    {
      inputs: { 'storage-path': PATHS },
      first: 'storage/exists',
      second: 'storage/exist',
      calls: 20,
    },
    {
      inputs: { 'storage-name': 'Reports' },
      first: 'storage/exist/storage',
      second: 'storage/exists/storage',
      calls: 1,
    },
  ];
  for (const { inputs, first, second, calls } of ROUTES) {
    test(`${first} is asked, and nothing else when it answers`, async () => {
      const routes = { [first]: exists, [second]: exists };
      await using server = await startServer(service({ routes }));
      assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed', true);
      assert.deepEqual(routesOf(server), Array(calls).fill(first));
    });

    for (const status of [404, 405]) {
      test(`${first} gives way to ${second} after one ${status}, for the whole step`, async () => {
        const routes = { [first]: missing(status), [second]: exists };
        await using server = await startServer(service({ routes }));
        assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed', true);
        assert.deepEqual(routesOf(server), [first, ...Array(calls).fill(second)]);
      });

      test(`${first} and ${second} both missing by ${status} is not "absent"`, async () => {
        const routes = { [first]: missing(status), [second]: missing(status) };
        await using server = await startServer(service({ routes }));
        const gate = { 'storage-expect': 'absent', 'storage-required': 'false' };
        const step = await run({ inputs: { ...server.inputs, ...inputs, ...gate } });
        assertFailed(step, 'bad-response', /HTTP 40[45]/, 'storage-url', first, second);
        assertGate(step, 'unknown');
        assert.deepEqual(routesOf(server), [first, second]);
      });
    }
  }

  test('stay as they are round after round', async () => {
    const routes = {
      'storage/exists': missing(404),
      'storage/exist': rounds({}, { '/a': true }),
    };
    await using server = await startServer(service({ routes }));
    const inputs = { 'storage-path': '/a', 'storage-wait-seconds': '30' };
    assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed', true);
    assert.deepEqual(routesOf(server), ['storage/exists', 'storage/exist', 'storage/exist']);
  });

  test('a 404 of a route that answered before is not "absent", and says so', async () => {
    const routes = { 'storage/exists': inTurn(exists, missing(404)) };
    await using server = await startServer(service({ routes }));
    const inputs = { 'storage-path': PATHS, 'storage-expect': 'exists' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'bad-response', 'HTTP 404', 'storage-url', /before/);
    assertGate(step, 'unknown');
    assert.deepEqual(new Set(routesOf(server)), new Set(['storage/exists']));
  });

  test('both missing names storage-name when it is given', async () => {
    await using server = await startServer(service({ routes: { 'storage/exists': missing(404) } }));
    const inputs = { 'storage-path': '/a', 'storage-name': 'Reports' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'bad-response', 'storage-url', 'storage-name');
  });
});

describe('a storage call', AT_ONCE, () => {
  for (const [inputs, path] of [
    [{ 'storage-path': '/a' }, 'storage/exists?path=%2Fa'],
    [
      { 'storage-path': '/a', 'storage-name': 'A b', 'storage-version-id': 'v 1' },
      'storage/exists?path=%2Fa&storageName=A%20b&versionId=v%201',
    ],
    [{ 'storage-name': 'A b' }, 'storage/exist/storage?storageName=A%20b'],
    [{ 'storage-list': '/x y/' }, 'folder?path=%2Fx%20y%2F'],
  ] as const) {
    test(`is a GET with the token and without credentials: ${path}`, async () => {
      const token = makeJwt();
      await using server = await startServer(service({ token, files: ['/a'] }));
      const step = await run({ inputs: { ...server.inputs, ...inputs } });
      assert.equal(step.exitCode, 0);
      const [, { method, path: asked, headers, body } = {}, ...others] = server.requests;
      assert.deepEqual(others, []);
      assert.equal(`${method} ${asked}`, `GET /v4.0/html/${path}`);
      assert.equal(headers?.authorization, `Bearer ${token}`);
      assert.equal(headers?.accept, 'application/json');
      assert.equal(headers?.['accept-encoding'], 'identity');
      assert.match(headers?.['user-agent'] ?? '', /^aspose-auth\/\d/);
      assert.equal(body, '');
    });
  }

  test('that fails names the inputs that decide what is asked', async () => {
    const odd = reply({}, { status: 418 });
    const routes = { 'storage/exists': odd, folder: odd };
    await using server = await startServer(service({ routes }));
    const all = { 'storage-name': 'Reports', 'storage-version-id': 'v7' };
    const check = await run({ inputs: { ...server.inputs, ...all, 'storage-path': '/a' } });
    const inputs = 'base-url, storage-url, storage-path, storage-name and storage-version-id';
    assertFailed(check, 'server-error', `Check ${inputs}.`);
    const listing = await run({ inputs: { ...server.inputs, ...all, 'storage-list': '/a' } });
    const fewer = 'base-url, storage-url, storage-list and storage-name';
    assertFailed(listing, 'server-error', `Check ${fewer}.`);
  });

  test('that lists and gets a 404 says that the folder or the route is not there', async () => {
    await using server = await startServer(service({ routes: { folder: missing(404) } }));
    const step = await run({ inputs: { ...server.inputs, 'storage-list': '/a' } });
    assertFailed(step, 'bad-response', 'there is no such folder, or no such route (folder).');
  });
});
