/** Rules that hold for the action as a whole, whatever comes in. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeJwt } from '../support/credentials.ts';
import { fc, SPAWNED } from '../support/random.ts';
import { metadata, run } from '../support/run.ts';
import { json, queryOf, type ReceivedRequest, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

/** Any text that can be an environment variable: no NUL, no half of a surrogate pair. */
const text = fc
  .oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary-ascii' }), fc.string())
  .map((generated) => generated.replaceAll('\0', ''));

/** Any text that the rules for paths and names allow as a part of one. */
const word = text.map((generated) =>
  generated.replace(/[\p{Cc}\p{Cf}\\?*#,"'[\]$/]|%(?=0[AD]|2[0F])/giu, '').trim(),
);

const path = fc
  .array(fc.oneof(word, fc.constantFrom('a b', 'a+b', '&x=y', '100%', '%41', 'é', '=')), {
    minLength: 1,
  })
  .map((parts) => parts.filter((part) => !['', '.', '..'].includes(part)).join('/'))
  .filter((joined) => joined !== '')
  .map((joined) => `/${joined}`);

const PLACEHOLDER = /^(null|undefined|none|nil|""|\*{2,})$/i;

describe('the action', { concurrency: 3 }, () => {
  test('sends any id and secret as they are, logs neither, and knows how to fail', async () => {
    const secret = fc
      .oneof(
        text,
        fc.string({ unit: fc.constantFrom(...'aZ09 +&%=#?"\\\'\r\n\t~é€😀'), minLength: 8 }),
      )
      .map((generated) => generated.replace(/\p{Cf}|(?![\r\n\t])\p{Cc}/gu, ''))
      .filter((generated) => !PLACEHOLDER.test(generated.trim()));
    const token = fc.oneof(fc.constant(''), fc.constant(makeJwt()), text);
    let authenticated = 0;
    await fc.assert(
      fc.asyncProperty(secret, secret, token, async (clientId, clientSecret, accessToken) => {
        await using server = await startServer(service());
        const step = await run({
          inputs: {
            ...{ 'client-id': clientId, 'client-secret': clientSecret },
            ...{ 'access-token': accessToken, 'base-url': server.url },
          },
        });
        const shown = step.log.filter((line) => !line.startsWith('::add-mask::')).join('\n');
        for (const hidden of [clientSecret.trim(), accessToken.trim()]) {
          assert.ok(hidden.length < 8 || !shown.includes(hidden), 'a secret is in the log');
        }
        if (step.exitCode !== 0) {
          assert.match(step.outputs['error-code'] ?? '', /^(invalid-input|missing-credentials)$/);
          assert.deepEqual(server.requests, []);
          return;
        }
        authenticated++;
        for (const { body } of server.requests) {
          const form = new URLSearchParams(body);
          assert.equal(form.get('client_id'), clientId.trim());
          assert.equal(form.get('client_secret'), clientSecret.trim());
        }
        assert.equal(server.requests.length, accessToken.trim() === '' ? 1 : 0);
      }),
      SPAWNED,
    );
    assertSome(authenticated, SPAWNED.numRuns / 2);
  });

  test('asks for any path and storage such that the server decodes what was given', async () => {
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(path, { maxLength: 60, size: 'max' }),
        word.filter((generated) => !PLACEHOLDER.test(generated)),
        word.filter((generated) => !PLACEHOLDER.test(generated)),
        async (lines, storageName, version) => {
          const expected = [...new Set(lines.map((line) => line.trim()))];
          const versionId = expected.length === 1 ? version : '';
          const asked: ReceivedRequest[] = [];
          await using server = await startServer((request, response, position) => {
            if (request.method === 'POST') {
              return service()(request, response, position);
            }
            asked.push(request);
            return json(response, { exists: true });
          });
          const step = await run({
            inputs: {
              ...server.inputs,
              'storage-path': lines.join('\n') || 'none',
              'storage-name': storageName,
              'storage-version-id': versionId,
            },
          });
          assert.deepEqual(step.annotations, []);
          const isGate = expected.length > 0 || storageName !== '';
          assert.equal(step.outputs['storage-gate'], isGate ? 'passed' : 'skipped');
          const common = {
            ...(storageName === '' ? {} : { storageName }),
            ...(versionId === '' ? {} : { versionId }),
          };
          const queries = expected.map((each) => ({ path: each, ...common }));
          const alone = isGate && expected.length === 0 ? [{ storageName }] : queries;
          assert.deepEqual(sorted(asked.map(decoded)), sorted(alone));
          const results: { path: string }[] = JSON.parse(step.outputs['storage-results'] || '[]');
          assert.deepEqual(
            results.map((row) => row.path),
            expected,
          );
          checked += expected.length;
        },
      ),
      SPAWNED,
    );
    assertSome(checked, 10 * SPAWNED.numRuns);
  });

  test('with any text in every input and in a proxy password ends as documented', async () => {
    const inputs = fc.record(
      Object.fromEntries(Object.keys(metadata.inputs).map((name) => [name, text])),
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(inputs, text, async (given, password) => {
        // Nothing that could reach beyond this machine.
        const urls = { 'base-url': 'http://127.0.0.1:9', 'token-url': '', 'storage-url': '' };
        const { exitCode, outputs, annotations, stderr } = await run({
          inputs: { ...given, ...urls, 'timeout-seconds': '1' },
          env: { http_proxy: `http://somebody:${password}@127.0.0.1:9` },
        });
        const errors = annotations.filter(({ level }) => level === 'error');
        assert.equal(outputs.status, exitCode === 0 ? 'authenticated' : 'failed');
        assert.notEqual(outputs['error-code'], 'internal-error');
        assert.equal(errors.length, exitCode);
        assert.ok((errors[0]?.message.length ?? 0) <= 4000);
        assert.equal(stderr, '');
      }),
      SPAWNED,
    );
  });
});

/** The query as any server reads it: by pairs, by percent signs, and with nothing else to it. */
function decoded(request: ReceivedRequest): Record<string, string> {
  const query = request.path.slice(request.path.indexOf('?') + 1);
  const pairs = query.split('&').map((pair) => pair.split('=').map(decodeURIComponent));
  assert.deepEqual(Object.fromEntries(pairs), queryOf(request));
  return Object.fromEntries(pairs);
}

function sorted(queries: readonly object[]): string[] {
  return queries.map((query) => JSON.stringify(query)).sort();
}

/** A property says little when hardly any of the generated values is good. */
function assertSome(good: number, least: number): void {
  assert.ok(good >= least, `only ${good} generated values were good`);
}
