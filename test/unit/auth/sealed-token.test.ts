import assert from 'node:assert/strict';
import { randomBytes, webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { open, type SealScope, seal } from '../../../src/auth/sealed-token.ts';
import { fc } from '../../support/random.ts';

const SCOPE: SealScope = { key: 'k'.repeat(32), repository: 'org/app', runId: '42' };
const REJECTED = { code: 'sealed-token-rejected' };
const token = fc.string({ unit: fc.constantFrom(...'abcXYZ019._-~+/='), minLength: 1 });
const runs = { numRuns: 100 };

/** The same by WebCrypto, written from the comment in the source. */
async function webKey({ key }: SealScope, salt: Uint8Array): Promise<webcrypto.CryptoKey> {
  const bytes = new TextEncoder().encode(key);
  const base = await webcrypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode('aspose-auth sealed token v1');
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt, info };
  const aes = { name: 'AES-GCM', length: 256 };
  return webcrypto.subtle.deriveKey(hkdf, base, aes, false, ['encrypt', 'decrypt']);
}

function gcm({ repository, runId }: SealScope, iv: Uint8Array) {
  const additionalData = new TextEncoder().encode(JSON.stringify(['asv1', repository, runId]));
  return { name: 'AES-GCM', iv, additionalData, tagLength: 128 };
}

test('WebCrypto opens what we seal', async () => {
  const sealed = seal({ value: 'opaque-token', expiresAt: 5, clockOffsetMs: 0 }, SCOPE);
  const bytes = Buffer.from(sealed.slice('asv1.'.length), 'base64url');
  assert.equal(bytes.length, 44 + JSON.stringify(['opaque-token', 5]).length);
  const [salt, nonce] = [bytes.subarray(0, 16), bytes.subarray(16, 28)];
  const ciphertext = Buffer.concat([bytes.subarray(44), bytes.subarray(28, 44)]);
  const key = await webKey(SCOPE, salt);
  const plain = await webcrypto.subtle.decrypt(gcm(SCOPE, nonce), key, ciphertext);
  assert.deepEqual(JSON.parse(Buffer.from(plain).toString()), ['opaque-token', 5]);
});

test('we open what WebCrypto seals', async () => {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const plain = Buffer.from(JSON.stringify(['opaque-token', null]));
  const key = await webKey(SCOPE, salt);
  const sealed = Buffer.from(await webcrypto.subtle.encrypt(gcm(SCOPE, nonce), key, plain));
  const parts = [salt, nonce, sealed.subarray(-16), sealed.subarray(0, -16)];
  const opened = open(`asv1.${Buffer.concat(parts).toString('base64url')}`, SCOPE);
  assert.equal(opened.value, 'opaque-token');
  assert.equal(opened.expiresAt, undefined);
});

test('what is sealed opens under the same scope, with its expiry', () => {
  const expiry = fc.option(fc.integer({ min: 0, max: 4_000_000_000 }), { nil: undefined });
  fc.assert(
    fc.property(token, expiry, fc.string({ minLength: 32 }), (value, expiresAt, key) => {
      const scope = { ...SCOPE, key };
      const opened = open(seal({ value, expiresAt, clockOffsetMs: 0 }, scope), scope);
      assert.equal(opened.value, value);
      assert.equal(opened.expiresAt, expiresAt);
    }),
    runs,
  );
});

test('it opens under no other key, repository or run, wherever the parts are cut', () => {
  const scope = fc.record({ key: fc.string(), repository: fc.string(), runId: fc.string() });
  fc.assert(
    fc.property(scope, scope, (one, other) => {
      fc.pre(JSON.stringify(Object.entries(one)) !== JSON.stringify(Object.entries(other)));
      const sealed = seal({ value: 'x', expiresAt: undefined, clockOffsetMs: 0 }, one);
      assert.throws(() => open(sealed, other), REJECTED);
    }),
    runs,
  );
  const sealed = seal(
    { value: 'x', expiresAt: undefined, clockOffsetMs: 0 },
    { ...SCOPE, repository: 'ab', runId: 'c' },
  );
  assert.throws(() => open(sealed, { ...SCOPE, repository: 'a', runId: 'bc' }), REJECTED);
});

test('it does not open with a single bit flipped, nor cut short', () => {
  const sealed = seal({ value: 'token', expiresAt: undefined, clockOffsetMs: 0 }, SCOPE);
  const bytes = Buffer.from(sealed.slice('asv1.'.length), 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.throws(
      () => open(`asv1.${flipped.toString('base64url')}`, SCOPE),
      REJECTED,
      `bit ${bit}`,
    );
  }
  for (let length = 0; length < sealed.length; length++) {
    assert.throws(() => open(sealed.slice(0, length), SCOPE), REJECTED, `${length} characters`);
  }
});

test('it does not open in another spelling', () => {
  const sealed = seal({ value: 'token', expiresAt: undefined, clockOffsetMs: 0 }, SCOPE);
  const inserted = ['=', ' ', '\n', '!', '.', '+'].flatMap((mark) =>
    [5, 20, sealed.length].map((at) => sealed.slice(0, at) + mark + sealed.slice(at)),
  );
  const base64 = `asv1.${Buffer.from(sealed.slice(5), 'base64url').toString('base64')}`;
  for (const other of [
    ...inserted,
    sealed.toUpperCase(),
    sealed.replace('asv1', 'asv2'),
    `x${sealed}`,
    'opaque-token',
  ]) {
    assert.throws(() => open(other, SCOPE), REJECTED, other);
  }
  if (base64 !== sealed) {
    assert.throws(() => open(base64, SCOPE), REJECTED);
  }
});
