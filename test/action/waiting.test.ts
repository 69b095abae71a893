import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed, assertGate } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { run } from '../support/run.ts';
import {
  type Answerer,
  inTurn,
  json,
  pathsOf,
  queryOf,
  reply,
  startServer,
} from '../support/server.ts';
import { rounds, service } from '../support/service.ts';

const found = reply({ exists: true, isFolder: false });
const missing = reply({ exists: false });

/** A wait is sleep, of which two cores carry as many at a time as there are. */
describe('storage-wait-seconds', { concurrency: 20 }, () => {
  test('asks for every path in every round, until one round finds them all', async () => {
    const storage = rounds({ a: true }, { b: true }, { a: true, b: true });
    await using server = await startServer(service({ routes: { 'storage/exists': storage } }));
    const inputs = { 'storage-path': 'a\nb', 'storage-wait-seconds': '30' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertGate(step, 'passed', true);
    const asked = pathsOf(server.to('/storage/exists'));
    assert.deepEqual(
      [asked.slice(0, 2), asked.slice(2, 4), asked.slice(4)].map((round) => round.toSorted()),
      Array(3).fill(['a', 'b']),
    );
  });

  test('says in a line for each round how much is not as expected and how long is left', async () => {
    const storage = rounds({ a: true }, { a: true }, { a: true, b: true });
    await using server = await startServer(service({ routes: { 'storage/exists': storage } }));
    const inputs = { 'storage-path': 'a\nb', 'storage-wait-seconds': '30' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    const lines = step.log.filter((line) => /1 of 2/.test(line));
    assert.equal(lines.length, 2, step.log.join('\n'));
    assert.match(lines[0] ?? '', /\b(30|29) seconds\b/);
  });

  test('pauses 1, 2 and 4 seconds, but not past the end of the wait', async () => {
    await using server = await startServer(service());
    const inputs = { 'storage-path': '/never', 'storage-wait-seconds': '5' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'storage-gate-failed', '/never', '5 seconds', 'storage-wait-seconds');
    assertGate(step, 'failed', false);
    const times = server.to('/storage/exists').map(({ at }) => at);
    const pauses = times.slice(1).map((at, index) => Math.round((at - (times[index] ?? 0)) / 1000));
    assert.deepEqual(pauses, [1, 2, 2]);
  });

  test('asks once when it is 0', async () => {
    await using server = await startServer(
      service({ routes: { 'storage/exists': inTurn(missing, found) } }),
    );
    const step = await run({ inputs: { ...server.inputs, 'storage-path': '/a' } });
    assertFailed(step, 'storage-gate-failed');
    assert.equal(server.to('/storage/exists').length, 1);
  });

  test('waits for absence too', async () => {
    await using server = await startServer(
      service({ routes: { 'storage/exists': inTurn(found, missing) } }),
    );
    const inputs = {
      'storage-path': '/a.lock',
      'storage-expect': 'absent',
      'storage-wait-seconds': '30',
    };
    assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed', false);
    assert.equal(server.to('/storage/exists').length, 2);
  });

  test('waits for a storage too', async () => {
    await using server = await startServer(
      service({ routes: { 'storage/exist/storage': inTurn(missing, reply({ exists: true })) } }),
    );
    const inputs = { 'storage-name': 'New', 'storage-wait-seconds': '30' };
    assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed', true);
  });

  test('waits for a file to become fresh', async () => {
    const stale = { name: 'a.csv', isFolder: false, size: 1, modifiedDate: '2020-01-01T00:00:00' };
    const fresh = { ...stale, modifiedDate: new Date() };
    const folder = inTurn(reply({ value: [stale] }), reply({ value: [fresh] }));
    await using server = await startServer(service({ files: ['/x/a.csv'], routes: { folder } }));
    const inputs = {
      'storage-path': '/x/a.csv',
      'storage-max-age-seconds': '600',
      'storage-wait-seconds': '30',
    };
    assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed', true);
  });

  test('waits for a file to show in its listing', async () => {
    const row = { name: 'a.csv', isFolder: false, size: 5 };
    const folder = inTurn(reply({ value: [] }), reply({ value: [row] }));
    await using server = await startServer(service({ files: ['/x/a.csv'], routes: { folder } }));
    const inputs = {
      'storage-path': '/x/a.csv',
      'storage-min-bytes': '5',
      'storage-wait-seconds': '30',
    };
    assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed', true);
  });

  test('outlasts an outage that is longer than the budget of a check', async () => {
    const start = performance.now();
    const outage = reply({}, { status: 503 });
    await using server = await startServer(
      service({
        routes: {
          'storage/exists': (request, response, count) =>
            (performance.now() - start < 3000 ? outage : found)(request, response, count),
        },
      }),
    );
    const inputs = {
      'timeout-seconds': '2',
      'storage-path': '/a',
      'storage-wait-seconds': '25',
    };
    assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed', true);
  });

  test('that ends on an outage leaves the gate unknown, with the code of the outage', async () => {
    const routes = { 'storage/exists': inTurn(missing, reply({}, { status: 503 })) };
    await using server = await startServer(service({ routes }));
    const inputs = {
      'timeout-seconds': '2',
      'storage-path': '/a',
      'storage-required': 'false',
      'storage-wait-seconds': '2',
    };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    const wait = 'It ended the wait of 2 seconds (storage-wait-seconds).';
    assertFailed(step, 'server-error', 'HTTP 503', wait);
    assertGate(step, 'unknown');
  });

  test('starts the next round no earlier than Retry-After says', async () => {
    const busy = reply({}, { status: 503, headers: { 'retry-after': '3' } });
    const routes = { 'storage/exists': inTurn(busy, found) };
    await using server = await startServer(service({ routes }));
    const inputs = {
      'timeout-seconds': '2',
      'storage-path': '/a',
      'storage-wait-seconds': '20',
    };
    assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed');
    const [first, second] = server.to('/storage/exists');
    assert.ok((second?.at ?? 0) - (first?.at ?? 0) >= 2900, 'asked too early');
  });

  test('ends when Retry-After is after its end', async () => {
    const busy = reply({}, { status: 503, headers: { 'retry-after': '600' } });
    await using server = await startServer(service({ routes: { 'storage/exists': busy } }));
    const inputs = { 'storage-path': '/a', 'storage-wait-seconds': '300' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'server-error', 'HTTP 503');
    assertGate(step, 'unknown');
    assert.equal(server.to('/storage/exists').length, 1);
  });

  test('ends at once on what does not pass, also beside trouble that passes', async () => {
    const busy = reply({}, { status: 429, headers: { 'retry-after': '5' } });
    const denied = reply({}, { status: 403 });
    const slowly: Answerer = (...call) => setTimeout(() => denied(...call), 300);
    const answers: Readonly<Record<string, Answerer>> = { '/a': found, '/b': busy, '/c': slowly };
    const byPath: Answerer = (request, ...rest) =>
      answers[queryOf(request).path ?? '']?.(request, ...rest);
    await using server = await startServer(service({ routes: { 'storage/exists': byPath } }));
    const inputs = {
      'timeout-seconds': '2',
      'storage-path': '/a\n/b\n/c',
      'storage-wait-seconds': '60',
    };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'storage-denied', 'HTTP 403');
    assertGate(step, 'unknown');
    assert.equal(server.to('/storage/exists').length, 3);
  });

  const FINAL = {
    'an answer that cannot be trusted': { answer: reply({ exists: 'soon' }), code: 'bad-response' },
    'a denial': { answer: reply({}, { status: 403 }), code: 'storage-denied' },
    'a redirect': { answer: reply({}, { status: 302 }), code: 'unexpected-redirect' },
    'an odd status': { answer: reply({}, { status: 418 }), code: 'server-error' },
  };
  for (const [what, { answer, code }] of Object.entries(FINAL)) {
    test(`ends at once with ${what}`, async () => {
      const routes = { 'storage/exists': inTurn(missing, answer) };
      await using server = await startServer(service({ routes }));
      const inputs = {
        'storage-path': '/a',
        'storage-required': 'false',
        'storage-wait-seconds': '600',
      };
      const step = await run({ inputs: { ...server.inputs, ...inputs } });
      assertFailed(step, code);
      assertGate(step, 'unknown');
      assert.equal(server.to('/storage/exists').length, 2);
    });
  }

  test('ends at once when no token can be had', async () => {
    const token = reply({}, { status: 503 });
    await using server = await startServer(service({ routes: { 'connect/token': token } }));
    const inputs = {
      'timeout-seconds': '2',
      'storage-path': '/a',
      'storage-wait-seconds': '600',
    };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'server-error');
    assertGate(step, 'unknown');
  });

  test('renews a token that expires meanwhile, each time it has expired', async () => {
    const expired = new Set<string>();
    let requested = 0;
    let asked = 0;
    await using server = await startServer(({ path, headers }, response) => {
      if (path === '/connect/token') {
        requested++;
        return json(response, { access_token: makeJwt(1, { n: requested }), expires_in: 1 });
      }
      const token = headers.authorization ?? '';
      setTimeout(() => expired.add(token), 1500);
      return expired.has(token)
        ? json(response, {}, { status: 401 })
        : json(response, { exists: ++asked > 3 });
    });
    const inputs = { 'storage-path': '/a', 'storage-wait-seconds': '60' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assert.equal(step.outputs['storage-gate'], 'passed', step.log.join('\n'));
    assert.ok(requested > 2, `${requested} tokens`);
  });
});
