import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed } from '../support/assertions.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const SECRET = 's3cret+of&no%body=at all/:ß';
const ISSUES = /github\.com\/org\/aspose-auth\/issues/;

function module(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/** Replaces what sends a request by `body`, in which `secret` is the client secret: a bug in our own code. */
function sendBy(body: string): string {
  return module(`
    import { EventEmitter } from 'node:events';
    import http from 'node:http';
    import { syncBuiltinESMExports } from 'node:module';
    const secret = process.env['INPUT_CLIENT-SECRET'];
    const silent = () => Object.assign(new EventEmitter(), {
      end() {}, write() {}, setTimeout() {}, destroy() {}, abort() {},
    });
    http.request = () => { ${body} };
    syncBuiltinESMExports();
  `);
}

/** Timers no longer keep the process alive, as if each had been cleared by mistake. */
const WEAK_TIMERS = module(`
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (...parameters) => setTimeout(...parameters).unref();
`);

describe('a bug is internal-error, and gives nothing away', AT_ONCE, () => {
  const BUGS = {
    'an exception': `throw new Error('The cat sat on it');`,
    'an exception that holds the secret': `throw new Error('Cannot send ' + secret);`,
    'an exception that holds a command': `throw new Error('Cannot send\\n::set-output name=status::stolen\\r\\n##[error]stolen');`,
    'a thrown text': `throw 'Just words';`,
    'a thrown nothing': 'throw undefined;',
    'a rejected promise that nobody awaits': `Promise.reject(new Error('Left alone with ' + secret)); return silent();`,
    'an exception in a callback': `setImmediate(() => { throw new Error('Out of reach'); }); return silent();`,
    'an event loop that ran dry': 'return silent();',
  };
  for (const [what, body] of Object.entries(BUGS)) {
    test(what, async () => {
      await using server = await startServer(service());
      const step = await run({
        inputs: { ...server.inputs, 'client-secret': SECRET, 'storage-path': '/a' },
        preload: [sendBy(body), WEAK_TIMERS],
      });
      assertFailed(step, 'internal-error', ISSUES);
      assert.equal(step.outputs['storage-gate'], 'unknown');
      const readable = step.log.filter((line) => !line.startsWith('::add-mask::'));
      assert.ok(![...readable, step.summary].join('\n').includes(SECRET));
      assert.doesNotMatch(readable.join('\n'), /^(?!::(debug|error)).*stolen|##\[/m);
      assert.doesNotMatch(step.summary, /authenticated/);
    });
  }

  test('with its stack in the debug log alone', async () => {
    await using server = await startServer(service());
    const preload = [sendBy(`throw new Error('The cat sat on it');`)];
    const step = await run({ inputs: server.inputs, preload });
    const stack = step.log.filter((line) => /\bat .*:\d+:\d+\)?/.test(line));
    assert.ok(stack.length > 0);
    assert.ok(stack.every((line) => line.startsWith('::debug::')));
  });
});
