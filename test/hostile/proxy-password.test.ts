/** A password in a proxy variable goes to the proxy and nowhere else, however the variable is written. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed } from '../support/assertions.ts';
import { makeCredentials, makeJwt } from '../support/credentials.ts';
import { assertNoLeak } from '../support/leak-oracle.ts';
import { startProxy } from '../support/proxy.ts';
import { run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';
import { createServerIdentity, startTlsFront } from '../support/tls.ts';
import { assertKept, authority, HOST, portOf, TRUST } from './network.ts';

const token = makeJwt();
const common = { ...makeCredentials(), 'allow-http': 'true', 'timeout-seconds': '4' };
const identity = createServerIdentity({ name: HOST, issuer: authority });

describe('the password of a proxy', { concurrency: 6 }, () => {
  const passwords = [
    { given: 'p%40ss%3Aword%2F%25', meant: 'p@ss:word/%' },
    { given: '100%-certain', meant: '100%-certain' },
  ];
  for (const scheme of ['http', 'https'] as const) {
    const inputs = { ...common, 'base-url': `${scheme}://${HOST}` };
    // The answer to a forwarded request has a status like any other.
    const refused = scheme === 'http' ? 'server-error' : 'unreachable';

    for (const { given, meant } of passwords) {
      test(`is decoded for ${scheme}, and masked both ways: ${given}`, async () => {
        await using server = await startServer(service({ token }));
        await using front = await startTlsFront(identity, server.url);
        await using proxy = await startProxy({
          port: scheme === 'https' ? front.port : portOf(server),
          credentials: `somebody:${meant}`,
        });
        const step = await run({
          inputs,
          env: { [`${scheme}_proxy`]: `http://somebody:${given}@${proxy.host}`, ...TRUST },
        });
        assertKept(step, given, meant);
        assertAuthenticated(step, token);
        assert.equal(proxy.asked.length, 1);
        for (const { headers } of server.requests) {
          assert.equal('proxy-authorization' in headers, false);
        }
      });
    }

    test(`that is wrong is tried once for ${scheme}`, async () => {
      await using proxy = await startProxy({ credentials: 'somebody:else' });
      const step = await run({
        inputs,
        env: { [`${scheme}_proxy`]: `http://somebody:Long-Enough-1234@${proxy.host}` },
      });
      assertKept(step, 'Long-Enough-1234');
      assertFailed(step, refused, HOST, '407', `${scheme}_proxy`);
      assert.equal(proxy.asked.length, 1);
    });

    test(`that is missing for ${scheme} is told as missing`, async () => {
      await using proxy = await startProxy({ credentials: 'somebody:else' });
      const step = await run({ inputs, env: { [`${scheme}_proxy`]: `http://${proxy.host}` } });
      assertFailed(step, refused, HOST, '407', 'password');
      assert.equal(proxy.asked.length, 1);
    });
  }

  const PASSWORD = 'made-up-word-4711';
  /** One that is usable and two that are not; the unit test of the variables has them all. */
  const spellings: Readonly<Record<string, string>> = {
    'without a scheme': `somebody:${PASSWORD}@127.0.0.1:9`,
    'in quotes': `"http://somebody:${PASSWORD}@127.0.0.1:9"`,
    'for SOCKS': `socks5://somebody:${PASSWORD}@127.0.0.1:9`,
  };
  for (const [how, value] of Object.entries(spellings)) {
    test(`is masked ${how}`, async () => {
      const step = await run({
        inputs: { ...common, 'base-url': `https://${HOST}`, 'timeout-seconds': '1' },
        env: { HTTPS_PROXY: value, RUNNER_DEBUG: '1' },
      });
      assertFailed(step, 'unreachable', HOST);
      assertKept(step, PASSWORD);
    });

    test(`is masked ${how} when no request needs the proxy`, async () => {
      await using server = await startServer(service({ token }));
      const step = await run({ inputs: server.inputs, env: { http_proxy: value } });
      assertAuthenticated(step, token);
      assertKept(step, PASSWORD);
    });
  }

  for (const [how, value] of Object.entries({
    'a slash': 'http://user:a-password/torn@127.0.0.1:3128',
    'an at': 'http://user:a-password@torn@127.0.0.1:9',
  })) {
    test(`is shown nowhere when it holds ${how} that is not encoded`, async () => {
      const inputs = { ...common, 'base-url': `http://${HOST}`, 'timeout-seconds': '1' };
      const step = await run({ inputs, env: { http_proxy: value, RUNNER_DEBUG: '1' } });
      assertFailed(step, 'unreachable', HOST);
      assertNoLeak(step, [value.slice(value.indexOf('a-password'), value.lastIndexOf('@'))]);
      const shown = step.log.filter((line) => !line.startsWith('::add-mask::')).join('\n');
      assert.doesNotMatch(shown + step.summary + step.files, /a-password|torn/);
    });
  }
});
