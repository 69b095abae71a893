import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { makeCredentials, makeJwt } from './support/credentials.ts';
import { runAction } from './support/run-action.ts';
import { type Answerer, json, startServer } from './support/server.ts';
import { service } from './support/service.ts';

const FAST_TIME = {
  preload: [join(import.meta.dirname, 'support/fast-time.mjs')],
  env: { FAST_TIME: '20' },
};

/** The paths asked for, in the order of arrival. */
function askedPaths(requests: readonly { path: string }[]): string[] {
  return requests.flatMap(({ path }) => {
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    return pathname.includes('/storage/exist') ? [searchParams.get('path') ?? ''] : [];
  });
}

/** A storage in which each path exists from its n-th question on. */
function appearing(questions: Readonly<Record<string, number>>): Answerer {
  const token = service();
  const asked = new Map<string, number>();
  return (request, response, count) => {
    const { pathname, searchParams } = new URL(request.path, 'http://localhost');
    if (pathname === '/connect/token') {
      return token(request, response, count);
    }
    const path = searchParams.get('path') ?? '';
    const times = (asked.get(path) ?? 0) + 1;
    asked.set(path, times);
    json(response, { exists: times >= (questions[path] ?? Number.POSITIVE_INFINITY) });
  };
}

describe('storage-wait-seconds', { concurrency: true }, () => {
  test('only what is unmet is asked again, and a line a round says how much and how long', async () => {
    await using server = await startServer(appearing({ a: 1, b: 2, c: 3 }));
    const run = await runAction({
      ...FAST_TIME,
      inputs: {
        ...makeCredentials(),
        'base-url': server.url,
        'storage-path': 'a\nb\nc',
        'storage-wait-seconds': '600',
      },
    });
    assert.equal(run.exitCode, 0);
    assert.deepEqual(askedPaths(server.requests), ['a', 'b', 'c', 'b', 'c', 'c']);
    assert.deepEqual(
      run.log.filter((line) => line.startsWith('Waiting')),
      [
        'Waiting: 2 of 3 not as expected, 10 minutes left.',
        'Waiting: 1 of 3 not as expected, 10 minutes left.',
      ],
    );
    assert.deepEqual(
      JSON.parse(run.outputs['storage-results'] ?? '').map(({ path, met }: never) => [path, met]),
      [
        ['a', true],
        ['b', true],
        ['c', true],
      ],
    );
  });

  test('the pauses grow from 1 to 15 seconds, and none goes past the deadline', async () => {
    await using server = await startServer(service());
    const run = await runAction({
      ...FAST_TIME,
      inputs: {
        ...makeCredentials(),
        'base-url': server.url,
        'storage-path': 'never',
        'storage-wait-seconds': '50',
        'storage-required': 'false',
      },
    });
    assert.equal(run.outputs['storage-gate'], 'failed');
    assert.equal(run.exitCode, 0);
    // Asked after 0, 1, 3, 7, 15, 30, 45 and, cut short, 50 seconds.
    assert.equal(askedPaths(server.requests).length, 8);
    const left = run.log.flatMap((line) => /(\d+) seconds left/.exec(line)?.[1] ?? []).map(Number);
    const pauses = left.slice(1).map((seconds, index) => (left[index] ?? 0) - seconds);
    assert.equal(left.length, 7);
    for (const [index, pause] of pauses.entries()) {
      const expected = Math.min(15, 2 ** index);
      assert.ok(pause >= expected - 1 && pause <= expected + 4, `pause ${index} took ${pause} s`);
    }
  });

  test('without it, everything is asked once', async () => {
    await using server = await startServer(appearing({ a: 2 }));
    const run = await runAction({
      inputs: { ...makeCredentials(), 'base-url': server.url, 'storage-path': 'a' },
    });
    assert.equal(run.outputs['error-code'], 'storage-gate-failed');
    assert.deepEqual(askedPaths(server.requests), ['a']);
  });

  test('it waits for absence as well', async () => {
    const token = service();
    let asked = 0;
    await using server = await startServer((request, response, count) =>
      request.path === '/connect/token'
        ? token(request, response, count)
        : json(response, { exists: ++asked < 2 }),
    );
    const run = await runAction({
      inputs: {
        ...makeCredentials(),
        'base-url': server.url,
        'storage-path': 'a',
        'storage-expect': 'absent',
        'storage-wait-seconds': '30',
      },
    });
    assert.equal(run.outputs['storage-gate'], 'passed');
    assert.equal(asked, 2);
  });

  test('an answer that cannot be trusted ends the wait', async () => {
    const token = service();
    let asked = 0;
    await using server = await startServer((request, response, count) =>
      request.path === '/connect/token'
        ? token(request, response, count)
        : json(response, ++asked === 1 ? { exists: false } : { exists: 'soon' }),
    );
    const run = await runAction({
      inputs: {
        ...makeCredentials(),
        'base-url': server.url,
        'storage-path': 'a',
        'storage-required': 'false',
        'storage-wait-seconds': '600',
      },
    });
    assert.equal(run.exitCode, 1);
    assert.equal(run.outputs['error-code'], 'bad-response');
    assert.equal(run.outputs['storage-gate'], 'unknown');
    assert.equal(asked, 2);
  });

  test('a wait that outlives its tokens renews each once', async () => {
    const tokens: string[] = [];
    const expired = new Set<string>();
    let asked = 0;
    await using server = await startServer(({ path, headers }, response) => {
      if (path === '/connect/token') {
        const token = makeJwt(2);
        tokens.push(token);
        return json(response, { access_token: token, expires_in: 2, token_type: 'Bearer' });
      }
      const token = headers.authorization?.replace('Bearer ', '') ?? '';
      asked++;
      // Every third question finds the token too old.
      if (asked % 3 === 0) {
        expired.add(token);
      }
      return expired.has(token)
        ? json(response, {}, { status: 401 })
        : json(response, { exists: asked > 7 });
    });
    const run = await runAction({
      ...FAST_TIME,
      inputs: {
        ...makeCredentials(),
        'base-url': server.url,
        'storage-path': 'a',
        'storage-wait-seconds': '300',
      },
    });
    assert.equal(run.exitCode, 0);
    assert.ok(tokens.length > 2, `${tokens.length} tokens`);
    assert.equal(run.outputs['access-token'], tokens.at(-1));
    assert.equal(run.env.ASPOSE_ACCESS_TOKEN, tokens.at(-1));
  });

  test('a renewed token that the service rejects before it expired is not renewed again', async () => {
    let requested = 0;
    await using server = await startServer(({ path }, response) => {
      if (path !== '/connect/token') {
        return json(response, {}, { status: 401 });
      }
      requested++;
      return json(response, { access_token: makeJwt(), expires_in: 3600 });
    });
    const run = await runAction({
      inputs: {
        ...makeCredentials(),
        'base-url': server.url,
        'storage-path': 'a',
        'storage-wait-seconds': '600',
      },
    });
    assert.equal(run.outputs['error-code'], 'token-rejected');
    assert.equal(requested, 2);
  });
});
