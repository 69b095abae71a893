import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { startProxy } from '../../support/proxy.ts';
import { runWorkflow } from '../../support/run-workflow.ts';
import { createAuthority, createServerIdentity, startTlsFront } from '../../support/tls.ts';
import {
  assertSteps,
  type Checks,
  type Replacements,
  secretsFor,
  start,
  temporaryFolder,
} from './setup.ts';

/** About a network with a proxy and an authority of its own. */
export const PRIVATE_NETWORK: Checks = {
  'Behind a proxy, or with a private certificate authority': {
    'gets the token through the proxy, trusting the authority': async (yaml, t) => {
      await using place = await startPrivatePlace(t);
      const [call] = await place.run(yaml, [[PROXY, place.proxyUrl]]);
      assertSteps(call, ['success', 'success', 'success']);
      assert.deepEqual(place.asked, ['api.aspose.cloud:443']);
    },
    'takes the password of the proxy from a secret': async (yaml, t) => {
      await using place = await startPrivatePlace(t, 'user:pass-of-the-proxy');
      const line = `https_proxy: http://user:\${{ secrets.PROXY_PASSWORD }}@proxy.internal:3128`;
      assert.ok(RECIPES.includes(`\`${line}\``));
      const [call] = await place.run(
        yaml,
        [
          [`https_proxy: ${PROXY}`, line],
          ['proxy.internal:3128', new URL(place.proxyUrl).host],
        ],
        { PROXY_PASSWORD: 'pass-of-the-proxy' },
      );
      assertSteps(call, ['success', 'success', 'success']);
      assert.deepEqual(place.asked, ['api.aspose.cloud:443']);
    },
    'sends nothing to a service that it does not trust': async (yaml, t) => {
      await using place = await startPrivatePlace(t);
      const [call] = await place.run(yaml, [
        [PROXY, place.proxyUrl],
        ['NODE_EXTRA_CA_CERTS', 'NOTHING'],
      ]);
      assertSteps(call, ['failure', 'skipped', 'success']);
      assert.equal(call?.steps[0]?.outputs['error-code'], 'unreachable');
      assert.deepEqual(place.emulator.requests, []);
    },
  },
};

const RECIPES = readFileSync(join(import.meta.dirname, '../../../docs/recipes.md'), 'utf8');
const PROXY = 'http://proxy.internal:3128';

/** A network where `api.aspose.cloud` is reached by a proxy alone, and has a certificate of the network's own authority. */
async function startPrivatePlace(t: TestContext, credentials?: string) {
  const emulator = await start(t);
  const authority = createAuthority();
  const identity = createServerIdentity({ name: 'api.aspose.cloud', issuer: authority });
  const front = await startTlsFront(identity, emulator.url);
  const proxy = await startProxy({
    port: front.port,
    ...(credentials === undefined ? {} : { credentials }),
  });
  const authorityFile = join(temporaryFolder(t), 'authority.pem');
  writeFileSync(authorityFile, authority.cert);
  return {
    emulator,
    proxyUrl: `http://${proxy.host}`,
    asked: proxy.asked,
    run(yaml: string, replace: Replacements, secrets = {}) {
      return runWorkflow({
        yaml,
        secrets: { ...secretsFor(emulator), ...secrets },
        replace: [...replace, ['/etc/ssl/certs/internal-authority.pem', authorityFile]],
      });
    },
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await front[Symbol.asyncDispose]();
    },
  };
}
