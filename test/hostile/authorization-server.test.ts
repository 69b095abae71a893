/** Tokens of an authorization server that nobody here wrote, for a storage that trusts it. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { decodeJwt, exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';
import { type Emulator, startEmulator } from '../../emulator/server.ts';
import { type ActionRun, type RunOptions, run } from '../support/run.ts';

const LIFETIME_SECONDS = 900;
const JWT = {
  client_id: 'a client: with/ugly+id',
  client_secret: `${randomBytes(16).toString('hex')}+&%= "~`,
};
const OPAQUE = { client_id: 'opaque', client_secret: randomBytes(16).toString('hex') };
const FORBIDDEN = { client_id: 'forbidden', client_secret: randomBytes(16).toString('hex') };

interface AuthorizationServer {
  readonly issuer: string;
  readonly tokenUrl: string;
  /** The keys it publishes. */
  readonly jwks: JSONWebKeySet;
  /** Status of each answer of the token endpoint, in order. */
  readonly answers: number[];
  close(): Promise<void>;
}

async function startAuthorizationServer(): Promise<AuthorizationServer> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const answers: number[] = [];
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    ...configuration,
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
  });
  const listener = provider.callback();
  server.on('request', (request, response) => {
    response.on('finish', () => {
      if (request.url === '/token') {
        answers.push(response.statusCode);
      }
    });
    void listener(request, response);
  });
  const metadata = await getJson(`${issuer}/.well-known/openid-configuration`);
  return {
    issuer,
    tokenUrl: String(metadata.token_endpoint),
    jwks: (await getJson(String(metadata.jwks_uri))) as unknown as JSONWebKeySet,
    answers,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const configuration: Configuration = {
  clients: [JWT, OPAQUE, FORBIDDEN].map((client) => ({
    ...client,
    grant_types: client === FORBIDDEN ? [] : ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_post',
  })),
  ttl: { ClientCredentials: LIFETIME_SECONDS },
  cookies: { keys: [randomBytes(16).toString('hex')] },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => 'urn:aspose:storage',
      getResourceServerInfo: (_context, _resource, { clientId }) => ({
        scope: 'api.storage',
        accessTokenFormat: clientId === OPAQUE.client_id ? 'opaque' : 'jwt',
        accessTokenTTL: LIFETIME_SECONDS,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
};

async function getJson(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url);
  assert.equal(response.status, 200);
  return (await response.json()) as Record<string, unknown>;
}

describe('with a certified authorization server', () => {
  let server: AuthorizationServer;
  let emulator: Emulator;

  before(async () => {
    server = await startAuthorizationServer();
    emulator = await startEmulator({ issuers: [server] });
  });
  after(async () => {
    await emulator.close();
    await server.close();
  });

  function run(
    { client_id, client_secret }: typeof JWT,
    inputs: RunOptions['inputs'] = {},
  ): Promise<ActionRun> {
    server.answers.length = 0;
    return run({
      killAfter: 30_000,
      inputs: {
        'client-id': client_id,
        'client-secret': client_secret,
        'token-url': server.tokenUrl,
        'storage-url': `${emulator.url}/v4.0/html`,
        ...inputs,
      },
    });
  }

  test('its token opens the storage, and the outputs say what the JWT says', async () => {
    const { exitCode, outputs, annotations, env } = await run(JWT, { 'storage-path': '/' });
    assert.deepEqual(annotations, []);
    assert.equal(exitCode, 0);
    assert.equal(outputs.status, 'authenticated');
    assert.equal(outputs['storage-gate'], 'passed');
    assert.deepEqual(server.answers, [200]);
    const token = outputs['access-token'] ?? '';
    assert.equal(env.ASPOSE_ACCESS_TOKEN, token);
    const { iss, client_id, aud, exp = 0 } = decodeJwt(token);
    assert.deepEqual([iss, client_id, aud], [server.issuer, JWT.client_id, 'urn:aspose:storage']);
    // The server counts whole seconds.
    assert.ok(Math.abs(Date.parse(outputs['expires-at'] ?? '') / 1000 - exp) <= 1);
    const left = Number(outputs['expires-in']);
    assert.ok(left <= LIFETIME_SECONDS && left > LIFETIME_SECONDS - 30, `${left} seconds left`);
  });

  test('its token passed on is used as it is until it is too short-lived', async () => {
    const first = await run(JWT);
    const token = first.outputs['access-token'] ?? '';
    const again = await run(JWT, { 'access-token': token, 'storage-path': '/' });
    assert.equal(again.outputs['access-token'], token);
    assert.equal(again.outputs['storage-gate'], 'passed');
    assert.deepEqual(server.answers, []);
    assert.equal(Date.parse(again.outputs['expires-at'] ?? '') / 1000, decodeJwt(token).exp);
    const renewed = await run(JWT, {
      'access-token': token,
      'min-validity-seconds': String(LIFETIME_SECONDS + 60),
    });
    assert.notEqual(renewed.outputs['access-token'], token);
    assert.equal(renewed.exitCode, 0);
    assert.deepEqual(server.answers, [200]);
  });

  test('its opaque token has the expiry of the answer', async () => {
    const { exitCode, outputs } = await run(OPAQUE);
    assert.equal(exitCode, 0);
    assert.equal(outputs['access-token']?.includes('.'), false);
    const left = Number(outputs['expires-in']);
    assert.ok(left <= LIFETIME_SECONDS && left > LIFETIME_SECONDS - 30, `${left} seconds left`);
    assert.deepEqual(server.answers, [200]);
  });

  test('a token that the storage does not know is renewed once and then reported', async () => {
    const { outputs } = await run(OPAQUE, { 'storage-path': '/' });
    assert.equal(outputs['error-code'], 'token-rejected');
    assert.equal(outputs['storage-gate'], 'unknown');
    assert.deepEqual(server.answers, [200, 200]);
  });

  const refusals = [
    {
      what: 'a wrong secret',
      client: { ...JWT, client_secret: 'made up and wrong' },
      status: 401,
      error: 'invalid_client',
    },
    {
      what: 'an unknown id',
      client: { ...JWT, client_id: 'nobody' },
      status: 401,
      error: 'invalid_client',
    },
    {
      what: 'a client without the grant',
      client: FORBIDDEN,
      status: 400,
      error: 'invalid_request',
    },
  ];
  for (const { what, client, status, error } of refusals) {
    test(`${what} is turned down once, with HTTP ${status}, and explained`, async () => {
      const ended = await run(client, { 'storage-path': '/' });
      assert.equal(ended.exitCode, 1);
      assert.equal(ended.outputs['error-code'], 'credentials-rejected');
      assert.equal(ended.outputs['storage-gate'], 'unknown');
      assert.equal(ended.outputs['access-token'], undefined);
      assert.deepEqual(server.answers, [status]);
      const [annotation, ...more] = ended.annotations;
      assert.deepEqual(more, []);
      assert.match(annotation?.message ?? '', new RegExp(`HTTP ${status}, ${error}: `));
      assert.equal(annotation?.message.includes(client.client_secret), false);
    });
  }
});
