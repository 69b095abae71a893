import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeCredentials } from './support/credentials.ts';
import { runAction } from './support/run-action.ts';
import { startServer } from './support/server.ts';
import { service } from './support/service.ts';

/** The summary of a run that checks `paths` in a storage that holds `files`. */
async function summaryOf(
  paths: readonly string[],
  { files = [] as readonly string[], inputs = {}, env = {} } = {},
) {
  await using server = await startServer(service({ files }));
  const run = await runAction({
    env,
    inputs: {
      ...makeCredentials(),
      'base-url': server.url,
      'storage-path': paths.join('\n'),
      ...inputs,
    },
  });
  return { ...run, host: new URL(server.url).host };
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `/folder/file-${index + 1}.html`);
}

/** The rows of the paths. */
function rows(summary: string): string[] {
  const table = summary.slice(summary.indexOf('<th>Path</th>'));
  return [...table.matchAll(/<tr><td><code>(.*?)<\/tr>/g)].map(([, row = '']) => row);
}

describe('the summary', { concurrency: true }, () => {
  test('a gate that passed: verdict, host, expiry, attempts, and each path', async () => {
    const { summary, host, outputs } = await summaryOf(['/a', '/b'], { files: ['/a', '/b'] });
    assert.match(summary, /<h3>✅ .*authenticated, storage gate passed<\/h3>/);
    assert.ok(
      summary.includes(`<td><code>${host}</code></td><td>${outputs['expires-at']}</td><td>3</td>`),
    );
    assert.match(summary, /<code>\/a<\/code><\/td><td>exists<\/td><td>file<\/td><td>✅<\/td>/);
    assert.match(summary, /<code>\/b<\/code><\/td><td>exists<\/td><td>file<\/td><td>✅<\/td>/);
  });

  test('a gate that failed: its code, what is unmet, what was found', async () => {
    const { summary } = await summaryOf(['/a', '/b'], { files: ['/a'] });
    assert.match(summary, /<h3>❌ .*storage-gate-failed<\/h3>/);
    assert.match(summary, /<code>\/b<\/code><\/td><td>exists<\/td><td>absent<\/td><td>❌<\/td>/);
  });

  test('a gate that only reports is neither failure nor success', async () => {
    const { summary } = await summaryOf(['/a'], { inputs: { 'storage-required': 'false' } });
    assert.match(summary, /<h3>⚠️ .*authenticated, storage gate failed<\/h3>/);
  });

  test('without credentials: why it was skipped', async () => {
    const { summary } = await runAction({ inputs: { 'on-missing-credentials': 'skip' } });
    assert.match(summary, /skipped<\/h3>/);
    assert.match(summary, /client-id and client-secret are empty/);
  });

  test('20 rows are in sight, 21 are folded under their count', async () => {
    const short = await summaryOf(numbered(20));
    assert.doesNotMatch(short.summary, /<details>/);
    const long = await summaryOf(numbered(21), { files: numbered(19) });
    assert.match(long.summary, /<details><summary>21 paths, 2 not as expected<\/summary>\n<table>/);
  });

  test('500 paths are all there, and far from the limit of 1 MiB', async () => {
    const { summary } = await summaryOf(numbered(500));
    assert.equal(rows(summary).length, 500);
    assert.ok(Buffer.byteLength(summary) < 256 * 1024);
  });

  test('a table that would pass 1 MiB ends before, and says how much is left out', async () => {
    // An environment variable holds 128 KiB, of which escaping makes more.
    const paths = Array.from({ length: 1150 }, (_, index) => index + '"'.repeat(105));
    const { summary } = await summaryOf(paths);
    assert.ok(Buffer.byteLength(summary) < 1024 * 1024);
    const [, rest] = /and (\d+) more, see the output storage-results/.exec(summary) ?? [];
    assert.equal(rows(summary).length + Number(rest), 1150);
  });

  test('whatever a path holds, it stays text in its cell', async () => {
    const hostile = '/<b>|x&lt;`@me` #1 :tada: </td><img src=x> "\'';
    const { summary } = await summaryOf([hostile]);
    assert.deepEqual(rows(summary), [
      '/&lt;b&gt;|x&amp;lt;`@me` #1 :tada: &lt;/td&gt;&lt;img src=x&gt; &quot;&#39;</code></td><td>exists</td><td>absent</td><td>❌</td>',
    ]);
    assert.ok(!summary.replace(/<code>.*?<\/code>/g, '').includes('@me'), 'only in code');
  });

  test('job-summary: false writes none', async () => {
    const { summary, exitCode } = await summaryOf(['/a'], {
      files: ['/a'],
      inputs: { 'job-summary': 'false' },
    });
    assert.equal(exitCode, 0);
    assert.equal(summary, '');
  });

  test('a runner without summaries is no reason to fail', async () => {
    for (const file of ['', '/nowhere/at/all']) {
      const run = await summaryOf(['/a'], { files: ['/a'], env: { GITHUB_STEP_SUMMARY: file } });
      assert.equal(run.exitCode, 0);
      assert.deepEqual(run.annotations, []);
    }
  });

  test('neither secret nor token is in it', async () => {
    const credentials = makeCredentials();
    const { summary, outputs } = await summaryOf(['/a'], { inputs: credentials });
    assert.ok(summary.length > 0);
    for (const secret of [credentials['client-secret'], outputs['access-token'] ?? '?']) {
      assert.ok(!summary.includes(secret));
    }
  });
});
