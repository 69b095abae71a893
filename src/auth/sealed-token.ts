import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AsposeAuthError } from '../errors.ts';
import { type AccessToken, earliest, givenToken, isTokenText } from './token.ts';

/*
 * A sealed token, for review line by line:
 *
 *   text        "asv1." base64url(salt || nonce || tag || ciphertext), without padding
 *   algorithm   AES-256-GCM with a random nonce of 12 bytes and a tag of 16 bytes
 *   key         HKDF-SHA-256 (RFC 5869) of the UTF-8 bytes of seal-key, a random salt of 16 bytes, and the info
 *               "aspose-auth sealed token v1"; 32 bytes. HKDF does not stretch passwords: seal-key is generated.
 *   associated  the UTF-8 bytes of the JSON array ["asv1", repository, run id]. JSON escapes quotes, so no two
 *               combinations are encoded alike.
 *   plaintext   the UTF-8 bytes of the JSON array [token, expiry in Unix seconds or null]
 *
 * The tag authenticates the ciphertext, the nonce and the associated data. Another salt gives another key. Every sealing
 * draws its own salt and nonce, so that in practice no key encrypts twice.
 */
const PREFIX = 'asv1.';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const INFO = 'aspose-auth sealed token v1';

/** What a sealed token is bound to. */
export interface SealScope {
  /** The secret that the jobs share. */
  readonly key: string;
  /** `owner/name` */
  readonly repository: string;
  readonly runId: string;
}

/** Encrypts a token and its expiry for the other jobs of the run. */
export function seal({ value, expiresAt }: AccessToken, scope: SealScope): string {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, deriveKey(scope.key, salt), nonce);
  cipher.setAAD(associatedData(scope));
  const plaintext = JSON.stringify([value, expiresAt ?? null]);
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  const sealed = Buffer.concat([salt, nonce, cipher.getAuthTag(), ciphertext]);
  return PREFIX + sealed.toString('base64url');
}

/**
 * Opens what {@link seal} made under the same scope.
 *
 * @throws AsposeAuthError `sealed-token-rejected` for anything else, another spelling of the same bytes included
 */
export function open(text: string, scope: SealScope): AccessToken {
  const sealed = Buffer.from(text.slice(PREFIX.length), 'base64url');
  // Node's decoder skips foreign characters and surplus bits.
  if (text !== PREFIX + sealed.toString('base64url')) {
    throw rejected();
  }
  const [value, expiresAt] = parsePlaintext(decrypt(sealed, scope));
  const token = givenToken(value);
  return { ...token, expiresAt: earliest(expiresAt, token.expiresAt) };
}

function parsePlaintext(plaintext: string): [value: string, expiresAt: number | undefined] {
  const [value, expiresAt] = parseArray(plaintext);
  if (typeof value !== 'string' || !isTokenText(value)) {
    throw rejected();
  }
  return [value, typeof expiresAt === 'number' ? expiresAt : undefined];
}

function parseArray(json: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(json);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    // Swallowed, because the parser's message quotes the text, which may hold a token.
    return [];
  }
}

function decrypt(sealed: Buffer, scope: SealScope): string {
  const salt = sealed.subarray(0, SALT_BYTES);
  const nonce = sealed.subarray(SALT_BYTES, SALT_BYTES + NONCE_BYTES);
  const tag = sealed.subarray(SALT_BYTES + NONCE_BYTES, SALT_BYTES + NONCE_BYTES + TAG_BYTES);
  const ciphertext = sealed.subarray(SALT_BYTES + NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, deriveKey(scope.key, salt), nonce, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associatedData(scope));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
  } catch {
    throw rejected();
  }
}

function deriveKey(key: string, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, INFO, KEY_BYTES));
}

function associatedData({ repository, runId }: SealScope): Buffer {
  return Buffer.from(JSON.stringify(['asv1', repository, runId]));
}

function rejected(): AsposeAuthError {
  return new AsposeAuthError('sealed-token-rejected', {
    summary:
      'The sealed-token could not be opened: it was sealed with another seal-key, in another run or repository, or it was damaged on the way.',
    advice:
      'Pass the output sealed-token of an earlier job of this workflow run unchanged, and use the same seal-key in both jobs. A run started by workflow_run is another run.',
  });
}
