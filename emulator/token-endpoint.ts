import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import { Problem, type Reply } from './reply.ts';
import type { Answer } from './routes.ts';
import type { TokenAuthority } from './tokens.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
const FAILURES_UNTIL_LOCK = 5;
const LOCK_SECONDS = 600;
const HEADERS = { 'cache-control': 'no-store' };

/** Answers token requests, and locks a wrong pair of id and secret after five of them. */
export function createTokenEndpoint({
  clientId,
  clientSecret,
  tokenLifetimeSeconds,
  tokens,
  now,
}: {
  clientId: string;
  clientSecret: string;
  tokenLifetimeSeconds: number;
  tokens: TokenAuthority;
  /** The clock, in ms since 1970. */
  now: () => number;
}): Answer {
  const failures = new Map<string, { count: number; lockedUntil: number }>();

  return async ({ entry, incoming }) => {
    const body = await readBody(incoming);
    entry.body = body.toString();
    const form = await readForm(entry.headers['content-type'], body);
    if (form === undefined) return refusal('invalid_request');
    if (form.get('grant_type') !== 'client_credentials') return refusal('unsupported_grant_type');
    const [id, secret] = [form.get('client_id'), form.get('client_secret')];
    if (!id || !secret) return refusal('invalid_request');

    if (id === clientId && secret === clientSecret) {
      const token = { access_token: await tokens.issue(), expires_in: tokenLifetimeSeconds };
      return { status: 200, headers: HEADERS, body: { ...token, token_type: 'Bearer' } };
    }
    const pair = JSON.stringify([id, secret]);
    const before = failures.get(pair) ?? { count: 0, lockedUntil: 0 };
    if (now() < before.lockedUntil) {
      const retryAfter = String(Math.ceil((before.lockedUntil - now()) / 1000));
      const headers = { ...HEADERS, 'retry-after': retryAfter };
      throw new Problem(429, 'Too many failed requests.', headers);
    }
    const count = (before.count % FAILURES_UNTIL_LOCK) + 1;
    const lockedUntil = count === FAILURES_UNTIL_LOCK ? now() + LOCK_SECONDS * 1000 : 0;
    failures.set(pair, { count, lockedUntil });
    return refusal('invalid_client');
  };
}

function refusal(error: string): Reply {
  return { status: 400, headers: HEADERS, body: { error } };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // A body that is too long is read to its end all the same, or the client would see a reset.
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  if (length > BODY_LIMIT_BYTES) throw new Problem(413, 'The body is too long.');
  return Buffer.concat(chunks);
}

/** The fields of a urlencoded or multipart form; `undefined` when the body is neither. */
async function readForm(type = '', body: Buffer): Promise<URLSearchParams | undefined> {
  const fields = new URLSearchParams();
  try {
    const form = new Busboy({ headers: { 'content-type': type } });
    form.on('field', (name, value) => fields.append(name, value));
    await pipeline(Readable.from([body]), form);
    return fields;
  } catch {
    return undefined;
  }
}
