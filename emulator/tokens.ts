import { createLocalJWKSet, generateKeyPair, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose';

/** A token service beside the emulator whose tokens the storage accepts too. */
export interface TrustedIssuer {
  issuer: string;
  jwks: JSONWebKeySet;
}

/** `lifetimeSeconds` (negative: already expired); every other key replaces a claim. */
export interface TokenOverrides {
  lifetimeSeconds?: number;
  [claim: string]: unknown;
}

export type TokenAuthority = ReturnType<typeof createTokenAuthority>;

/** One pair for all emulators of a process, because making one is slow. The issuer tells their tokens apart. */
let keyPair: ReturnType<typeof generateKeyPair> | undefined;

function keys() {
  keyPair ??= generateKeyPair('RS256');
  return keyPair;
}

const SCOPES = ['api.billing', 'api.identity', 'api.products', 'api.storage'];

/** Signs and checks tokens. `url` is their issuer, `now` is in ms. */
export function createTokenAuthority(settings: {
  url: string;
  clientId: string;
  tokenLifetimeSeconds: number;
  issuers: readonly TrustedIssuer[];
  now: () => number;
}) {
  const { url, clientId, tokenLifetimeSeconds, now } = settings;
  const trusted = settings.issuers.map(({ issuer, jwks }) => {
    const keySet = createLocalJWKSet(jwks);
    return { issuer, keySet };
  });

  return {
    async issue(overrides: TokenOverrides = {}): Promise<string> {
      const { lifetimeSeconds = tokenLifetimeSeconds, ...claims } = overrides;
      const nbf = Math.floor(now() / 1000);
      const token = new SignJWT({
        nbf,
        exp: nbf + lifetimeSeconds,
        iss: url,
        aud: [`${url}/resources`, ...SCOPES],
        client_id: clientId,
        client_default_storage: '22222222-3333-4444-8555-666666666666',
        client_identity_user_id: '100001',
        scope: SCOPES,
        ...claims,
      });
      const { privateKey } = await keys();
      return token.setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).sign(privateKey);
    },

    /** Whether the emulator or a trusted issuer signed the token, and it has not expired. */
    async accepts(token: string): Promise<boolean> {
      const { publicKey } = await keys();
      const rules = { currentDate: new Date(now()), requiredClaims: ['exp'] };
      const checks = [
        jwtVerify(token, publicKey, { ...rules, issuer: url, algorithms: ['RS256'] }),
        ...trusted.map(({ issuer, keySet }) => jwtVerify(token, keySet, { ...rules, issuer })),
      ];
      return Promise.any(checks.map((check) => check.then(() => true))).catch(() => false);
    },
  };
}
