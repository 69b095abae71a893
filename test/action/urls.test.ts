import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed } from '../support/assertions.ts';
import { OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { json, startServer } from '../support/server.ts';

const URLS = ['base-url', 'token-url', 'storage-url'];

function allAt(url: string): Record<string, string> {
  return { ...OFFLINE, ...Object.fromEntries(URLS.map((input) => [input, url])) };
}

/** The unit test of the rule has every kind of URL. */
describe('a URL', AT_ONCE, () => {
  const REFUSED = [
    'ftp://service.example',
    'service.example',
    'https://serv\nice.example',
    'https://a.example/?',
  ];
  for (const url of REFUSED) {
    test(`is not ${JSON.stringify(url)}`, async () => {
      assertFailed(await run({ inputs: allAt(url) }), 'invalid-input', ...URLS);
    });
  }

  const WITH_PASSWORD = {
    'a user and a password': 'https://user:hunter2@service.example',
    'a user alone': 'https://hunter2@service.example',
    'an @ in the password': 'https://user:hunter2@hunter2@service.example',
    'a slash in the password': 'https://user:hunter2/hunter2@service.example',
    'a # in the password': 'https://user:hunter2#hunter2@service.example',
    'a long password': `https://user:${'hunter2'.repeat(50)}@service.example`,
    'a query': 'https://user:hunter2@service.example?x',
    'no scheme': 'user:hunter2@service.example/html',
    'one slash only': 'https:/user:hunter2@service.example',
    backslashes: 'https:\\\\user:hunter2@service.example',
    'an @ in the path': 'https://service.example/hunter2/@scope',
    'a loopback host': 'http://user:hunter2@127.0.0.1:9',
  };
  for (const [what, url] of Object.entries(WITH_PASSWORD)) {
    test(`with an @ is refused, and nothing before it is shown: ${what}`, async () => {
      const step = await run({ inputs: allAt(url) });
      assertFailed(step, 'invalid-input', ...URLS);
      const { log, stderr, summary, files } = step;
      assert.doesNotMatch([...log, stderr, summary, files].join('\n'), /hunter2/);
    });
  }

  for (const url of [
    'http://localhost:8080',
    'http://LOCALHOST',
    'http://127.8.9.10:1',
    'http://[::1]:8080',
  ]) {
    test(`may be ${url}, which is loopback`, async () => {
      assert.deepEqual((await run({ inputs: allAt(url) })).annotations, []);
    });
  }

  const NOT_LOOPBACK = ['http://127.evil.example', 'http://10.0.0.1'];
  for (const url of NOT_LOOPBACK) {
    test(`may be ${url} only with allow-http`, async () => {
      const refused = await run({ inputs: allAt(url) });
      assertFailed(refused, 'invalid-input', ...URLS, 'allow-http');
      const allowed = await run({ inputs: { ...allAt(url), 'allow-http': 'true' } });
      assert.deepEqual(allowed.annotations, []);
    });
  }

  test('may be https with a port and a path', async () => {
    const step = await run({ inputs: allAt('https://service.example:8443/prefix') });
    assert.deepEqual(step.annotations, []);
  });
});

describe('requests go', AT_ONCE, () => {
  const TOKEN = '/connect/token';
  const EXISTS = '/storage/exists';
  const ROWS: Readonly<Record<string, { inputs: Record<string, string>; paths: string[] }>> = {
    'to base-url': { inputs: {}, paths: [TOKEN, `/v4.0/html${EXISTS}`] },
    'to base-url with a trailing slash': {
      inputs: { 'base-url': '/' },
      paths: [TOKEN, `/v4.0/html${EXISTS}`],
    },
    'below the path of base-url': {
      inputs: { 'base-url': '/pre/fix/' },
      paths: [`/pre/fix${TOKEN}`, `/pre/fix/v4.0/html${EXISTS}`],
    },
    'to token-url': {
      inputs: { 'token-url': '/my/token/' },
      paths: ['/my/token', `/v4.0/html${EXISTS}`],
    },
    'to storage-url': {
      inputs: { 'storage-url': '/v3.0/cells/' },
      paths: [TOKEN, `/v3.0/cells${EXISTS}`],
    },
  };
  for (const [where, { inputs, paths }] of Object.entries(ROWS)) {
    test(where, async () => {
      await using server = await startServer(({ method }, response) =>
        json(response, method === 'POST' ? { access_token: 'opaque-token' } : { exists: true }),
      );
      const urls = Object.entries(inputs).map(([input, path]) => [input, server.url + path]);
      const step = await run({
        inputs: { ...server.inputs, 'storage-path': '/a', ...Object.fromEntries(urls) },
      });
      assert.equal(step.outputs['storage-gate'], 'passed');
      assert.deepEqual(
        server.requests.map(({ path }) => path.replace(/\?.*/, '')),
        paths,
      );
    });
  }
});
