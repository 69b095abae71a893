import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed } from '../support/assertions.ts';
import { OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { json, startServer } from '../support/server.ts';

const URLS = ['base-url', 'token-url', 'storage-url'];

/** The first URL for the first of the inputs, and so on by turns. */
function at(...urls: readonly string[]): Record<string, string> {
  const each = URLS.map((input, index) => [input, urls[index % urls.length]]);
  return { ...OFFLINE, ...Object.fromEntries(each) };
}

/** The unit test of the rule has every kind of URL. */
describe('a URL', AT_ONCE, () => {
  test('has a scheme, a host, a port and a path, and nothing else', async () => {
    const refused = ['ftp://service.example', 'https://serv\nice.example', 'https://a.example/?'];
    assertFailed(await run({ inputs: at(...refused) }), 'invalid-input', ...URLS);
  });

  const WITH_PASSWORD = {
    'a user': [
      'https://user:hunter2@service.example',
      'https://hunter2@service.example',
      'http://user:hunter2@127.0.0.1:9',
    ],
    'a mark in the password': [
      'https://user:hunter2@hunter2@service.example',
      'https://user:hunter2/hunter2@service.example',
      'https://user:hunter2#hunter2@service.example',
    ],
    'a password that is long, or not the only fault': [
      `https://user:${'hunter2'.repeat(50)}@service.example`,
      'https://user:hunter2@service.example?x',
      'https://service.example/hunter2/@scope',
    ],
    'what is no URL': [
      'user:hunter2@service.example/html',
      'https:/user:hunter2@service.example',
      'https:\\\\user:hunter2@service.example',
    ],
  };
  for (const [what, urls] of Object.entries(WITH_PASSWORD)) {
    test(`with an @ is refused, and nothing before it is shown: ${what}`, async () => {
      const step = await run({ inputs: at(...urls) });
      assertFailed(step, 'invalid-input', ...URLS);
      const { log, stderr, summary, files } = step;
      assert.doesNotMatch([...log, stderr, summary, files].join('\n'), /hunter2/);
    });
  }

  test('may be http where it is loopback', async () => {
    const urls = ['http://LOCALHOST:8080', 'http://127.8.9.10:1', 'http://[::1]:8080'];
    assert.deepEqual((await run({ inputs: at(...urls) })).annotations, []);
  });

  test('may be http of another host only with allow-http', async () => {
    const inputs = at('http://127.evil.example', 'http://10.0.0.1', 'http://service.example');
    assertFailed(await run({ inputs }), 'invalid-input', ...URLS, 'allow-http');
    const allowed = await run({ inputs: { ...inputs, 'allow-http': 'true' } });
    assert.deepEqual(allowed.annotations, []);
    const bad = await run({ inputs: { ...at('ftp://service.example'), 'allow-http': 'true' } });
    assertFailed(bad, 'invalid-input', 'starts with http:// or https://');
  });

  test('may be https with a port and a path', async () => {
    const step = await run({ inputs: at('https://service.example:8443/prefix') });
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
