/** An authorization server that nobody here wrote (oidc-provider), with three clients. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

export const LIFETIME_SECONDS = 900;
/** Gets a JWT. */
export const JWT = {
  client_id: 'a client: with/ugly+id',
  client_secret: `${randomBytes(16).toString('hex')}+&%= "~`,
};
/** Gets an opaque token. */
export const OPAQUE = { client_id: 'opaque', client_secret: randomBytes(16).toString('hex') };
/** May not use the grant. */
export const FORBIDDEN = { client_id: 'forbidden', client_secret: randomBytes(16).toString('hex') };

export interface AuthorizationServer extends AsyncDisposable {
  readonly issuer: string;
  readonly tokenUrl: string;
  /** The keys it publishes. */
  readonly jwks: JSONWebKeySet;
  /** Status of each answer of the token endpoint, in order. */
  readonly answers: number[];
}

export async function startAuthorizationServer(): Promise<AuthorizationServer> {
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
    async [Symbol.asyncDispose]() {
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
