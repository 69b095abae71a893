import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `/folder/file-${index + 1}.html`);

/** The rows of the paths. */
function rowsOf(summary: string): string[] {
  const table = summary.slice(summary.indexOf('<th>Path</th>'));
  return [...table.matchAll(/<tr><td><code>(.*?)<\/tr>/g)].map(([, row = '']) => row);
}

describe('the summary', AT_ONCE, () => {
  test('of a gate that passed has host, expiry and each path', async () => {
    await using server = await startServer(service({ files: ['/a', '/b'] }));
    const step = await run({ inputs: { ...server.inputs, 'storage-path': '/a\n/b' } });
    assert.match(step.summary, /<h3>✅ .*gate passed.*<\/h3>/);
    assert.ok(step.summary.includes(new URL(server.url).host));
    assert.ok(step.summary.includes(step.outputs['expires-at'] ?? 'no expiry'));
    const rows = rowsOf(step.summary);
    assert.equal(rows.length, 2);
    assert.match(rows[0] ?? '', /^\/a<.*file.*✅/);
    assert.match(rows[1] ?? '', /^\/b<.*file.*✅/);
  });

  test('of a gate that failed has the code, what is unmet, what was found', async () => {
    await using server = await startServer(service({ files: ['/a'] }));
    const { summary } = await run({ inputs: { ...server.inputs, 'storage-path': '/a\n/b' } });
    assert.match(summary, /<h3>❌ .*gate failed.*<\/h3>/);
    assert.match(rowsOf(summary).find((row) => row.startsWith('/b')) ?? '', /does not exist.*❌/);
  });

  test('of a gate that only reports is neither failure nor success', async () => {
    await using server = await startServer(service());
    const inputs = { 'storage-path': '/a', 'storage-required': 'false' };
    const { summary } = await run({ inputs: { ...server.inputs, ...inputs } });
    assert.match(summary, /<h3>⚠️ .*gate failed.*reported.*<\/h3>/);
  });

  test('of a skipped step says why', async () => {
    const inputs = { ...OFFLINE, 'access-token': '', 'on-missing-credentials': 'skip' };
    const { summary } = await run({ inputs });
    assert.match(summary, /<h3>.*skipped.*<\/h3>/);
    assert.match(summary, /client-id and client-secret are empty/);
  });

  test('shows what is unmet and folds more than 20 paths that are as expected', async () => {
    await using server = await startServer(service({ files: numbered(21) }));
    const inputs = { ...server.inputs, 'storage-required': 'false' };
    const short = await run({ inputs: { ...inputs, 'storage-path': numbered(20).join('\n') } });
    assert.doesNotMatch(short.summary, /<details>/);
    const long = await run({ inputs: { ...inputs, 'storage-path': numbered(23).join('\n') } });
    const [shown = '', folded = ''] = long.summary.split('<details>');
    assert.equal(rowsOf(shown).length, 2);
    assert.match(folded, /^<summary>21 paths as expected<\/summary>/);
  });

  test('ends before 1 MiB and says how much is left out', async () => {
    // An environment variable holds 128 KiB, of which escaping makes more.
    const paths = Array.from({ length: 1150 }, (_, index) => index + '"'.repeat(105));
    await using server = await startServer(service());
    const inputs = { 'storage-path': paths.join('\n'), 'storage-required': 'false' };
    const { summary } = await run({ inputs: { ...server.inputs, ...inputs } });
    assert.ok(Buffer.byteLength(summary) < 1024 * 1024);
    const [, rest] = /\b(\d+) more\b.*storage-results/.exec(summary) ?? [];
    assert.equal(rowsOf(summary).length + Number(rest), 1150);
  });

  test('keeps a path text in its cell, whatever it holds', async () => {
    const path = '/<b>|x&lt;`@me` #1 :tada: <\u2044td><img src=x> "\'';
    await using server = await startServer(service());
    const { summary } = await run({ inputs: { ...server.inputs, 'storage-path': path } });
    assert.match(
      rowsOf(summary)[0] ?? '',
      /^\/&lt;b&gt;\|x&amp;lt;`@me` #1 :tada: &lt;.td&gt;&lt;img src=x&gt; &quot;&#39;<\/code>/,
    );
    assert.ok(!summary.replace(/<code>.*?<\/code>/g, '').includes('@me'), 'outside of code');
  });

  test('is not written with job-summary: false', async () => {
    const { summary, exitCode } = await run({ inputs: { ...OFFLINE, 'job-summary': 'false' } });
    assert.equal(exitCode, 0);
    assert.equal(summary, '');
  });
});
