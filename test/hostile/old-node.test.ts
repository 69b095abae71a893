/** Node before 24.5 knows no proxies. `ASPOSE_AUTH_NODE` names such a Node; without it these tests are skipped. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { startProxy } from '../support/proxy.ts';
import { run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';
import { HOST, LOCAL_RESOLVER, portOf } from './network.ts';

const node = process.env.ASPOSE_AUTH_NODE ?? process.execPath;
const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
const skip = /^v24\.[0-4]\./.test(version) ? false : `${version} knows proxies`;

describe(`Node ${version}`, { skip }, () => {
  for (const scheme of ['http', 'https'] as const) {
    test(`fails where a proxy applies to ${scheme}, connects nowhere, and names the runner to update to`, async () => {
      await using server = await startServer(service());
      await using proxy = await startProxy({ port: portOf(server) });
      const step = await run({
        inputs: {
          ...server.inputs,
          'base-url': `${scheme}://${HOST}:${portOf(server)}`,
          'allow-http': 'true',
          'timeout-seconds': '2',
        },
        env: { [`${scheme}_proxy`]: `http://${proxy.host}` },
        preload: [LOCAL_RESOLVER],
      });
      assertFailed(step, 'unreachable', HOST, version.slice(1), /runner.*2\.329/is);
      assert.deepEqual(proxy.asked, []);
      assert.deepEqual(server.requests, []);
    });
  }

  for (const { what, base, noProxy } of [
    { what: 'for loopback', base: '127.0.0.1', noProxy: '' },
    { what: 'for a host in no_proxy', base: HOST, noProxy: HOST },
  ]) {
    test(`works where no proxy applies: ${what}`, async () => {
      const token = makeJwt();
      await using server = await startServer(service({ token }));
      const step = await run({
        inputs: {
          ...server.inputs,
          'base-url': `http://${base}:${portOf(server)}`,
          'allow-http': 'true',
        },
        env: { http_proxy: 'http://127.0.0.1:9', no_proxy: noProxy },
        preload: [LOCAL_RESOLVER],
      });
      assertAuthenticated(step, token);
    });
  }
});
