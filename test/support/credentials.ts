import { randomBytes, randomUUID } from 'node:crypto';

/** A made-up pair of the usual shape. */
export function makeCredentials(): { 'client-id': string; 'client-secret': string } {
  return { 'client-id': randomUUID(), 'client-secret': randomBytes(16).toString('hex') };
}

/** A made-up JWT that expires in `lifetime` seconds. Nobody signed it, and nobody checks. */
export function makeJwt(lifetime = 3600, claims: Readonly<Record<string, unknown>> = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = { nbf: now, exp: now + lifetime, client_id: randomUUID(), ...claims };
  const segments = [{ alg: 'RS256', typ: 'JWT' }, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return [...segments, randomBytes(256).toString('base64url')].join('.');
}

/** The parts of a JWT that are secrets on their own. */
export function partsOf(jwt: string): { token: string; payload: string; signature: string } {
  const [, payload = '', signature = ''] = jwt.split('.');
  return { token: jwt, payload, signature };
}

/** Inputs with which a step needs no service: a token, and an address where nobody answers. */
export const OFFLINE = {
  'access-token': 'a-token-of-nobody',
  'base-url': 'http://127.0.0.1:9',
  'timeout-seconds': '1',
} as const;
