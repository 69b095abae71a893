import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed } from '../support/assertions.ts';
import { OFFLINE } from '../support/credentials.ts';
import { type ActionRun, AT_ONCE, run } from '../support/run.ts';
import { reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

/** The names of the commands that the runner finds in the log, those of the older kind in brackets. */
function commandsIn({ log }: ActionRun): Set<string> {
  const lines = log.join('\n').split(/[\r\n\u0085\u2028\u2029]+/);
  const names = lines.flatMap((line) => {
    const [, command] = /^\s*::([\w-]+)(?: .*?)?::/.exec(line) ?? [];
    const [, older] = /##\[([\w-]+)/.exec(line) ?? [];
    return command ?? (older === undefined ? [] : `##[${older}]`);
  });
  return new Set(names);
}

/** What a path may hold. */
const ALLOWED = [
  '::error::x',
  '  ::add-mask::true',
  'a##[add-mask]b',
  '##[error]x',
  '::stop-commands::x',
];
/** What a path may not hold, and the message repeats. */
const REFUSED = ['a%0A::error::x', 'a\u2028::error::x', '\u0001::error::x', '\u001b##[error]x'];
const HOSTILE = [...ALLOWED, ...REFUSED];

describe('no text from outside becomes a workflow command', AT_ONCE, () => {
  test('in the paths to check', async () => {
    await using server = await startServer(service());
    const inputs = { ...OFFLINE, 'base-url': server.url, 'storage-path': ALLOWED.join('\n') };
    const step = await run({ inputs });
    assertFailed(step, 'storage-gate-failed');
    assert.deepEqual(commandsIn(step), new Set(['add-mask', 'debug', 'error']));
    assert.deepEqual(step.masks, [OFFLINE['access-token']]);
    assert.equal(step.annotations.length, 1);
  });

  test('in the storage to check', async () => {
    const routes = { 'storage/exist/storage': reply({ exists: false }) };
    await using server = await startServer(service({ routes }));
    const inputs = { ...OFFLINE, 'base-url': server.url, 'storage-name': 'a##[add-mask]b' };
    const step = await run({ inputs });
    assertFailed(step, 'storage-gate-failed', 'add-mask');
    assert.deepEqual(commandsIn(step), new Set(['add-mask', 'debug', 'error']));
    assert.deepEqual(step.masks, [OFFLINE['access-token']]);
  });

  for (const text of ['::error::x', '##[error]x']) {
    test(`in a bad input: ${JSON.stringify(text)}`, async () => {
      const step = await run({
        inputs: {
          ...OFFLINE,
          'base-url': text,
          'env-name': `\u001b${text}`,
          'storage-path': HOSTILE.join('\n'),
          'storage-expect': text,
          'storage-name': `a\u2028${text}`,
          'storage-list': `a\u2028${text}`,
        },
      });
      assertFailed(step, 'invalid-input');
      assert.deepEqual(commandsIn(step), new Set(['add-mask', 'error']));
      assert.deepEqual(step.masks, [OFFLINE['access-token']]);
      assert.doesNotMatch(step.log.join(''), /\p{Cc}/u);
    });
  }

  for (const text of HOSTILE) {
    test(`from the server: ${JSON.stringify(text)}`, async () => {
      const lines = `x\r\n${text}\n${text}`;
      const body = { error: text, error_description: lines, [lines]: lines };
      await using server = await startServer((request, response, count) => {
        response.statusMessage = text.replaceAll(/[^ -~]/g, '');
        reply(body, { status: 400 })(request, response, count);
      });
      const step = await run({ inputs: server.inputs });
      assertFailed(step, 'credentials-rejected');
      assert.deepEqual(commandsIn(step), new Set(['add-mask', 'debug', 'error']));
      assert.deepEqual(step.masks, [server.inputs['client-secret']]);
    });
  }

  const LINES = 'x\n::error::x\r\n::add-mask::true\r##[error]x';

  test('in the name of a fork', async () => {
    const pull_request = {
      head: { repo: { full_name: LINES } },
      base: { repo: { full_name: 'org/site' } },
    };
    const step = await run({
      inputs: { ...OFFLINE, 'access-token': '' },
      event: { pull_request },
      env: { GITHUB_EVENT_NAME: 'pull_request' },
    });
    assertFailed(step, 'missing-credentials', 'fork');
    assert.deepEqual(commandsIn(step), new Set(['error']));
  });

  test('in the name of a listed file', async () => {
    const folder = reply({ value: [{ name: LINES, path: `/${LINES}`, isFolder: false }] });
    await using server = await startServer(service({ routes: { folder } }));
    const inputs = { ...OFFLINE, 'base-url': server.url, 'storage-list': '/' };
    const step = await run({ inputs });
    assert.equal(step.exitCode, 0);
    assert.deepEqual(commandsIn(step), new Set(['add-mask', 'debug']));
  });

  test('in a header of the server', async () => {
    const headers = { location: 'http://other.example/##[error]x', 'retry-after': '::error::x' };
    await using server = await startServer(reply({}, { status: 307, headers }));
    const step = await run({ inputs: server.inputs });
    assertFailed(step, 'unexpected-redirect', 'other.example');
    assert.deepEqual(commandsIn(step), new Set(['add-mask', 'debug', 'error']));
  });
});
