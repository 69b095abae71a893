import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed, assertGate } from '../support/assertions.ts';
import { makeCredentials, makeJwt } from '../support/credentials.ts';
import { run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';
import { createAuthority, createServerIdentity, startTlsFront } from '../support/tls.ts';
import { authority, pemFile, TRUST } from './network.ts';

const NAME = '127.0.0.1';
const identity = createServerIdentity({ name: NAME, issuer: authority });
const selfSigned = createServerIdentity({ name: NAME });
const intermediate = createAuthority({ name: 'Intermediate of a test', issuer: authority });
const fromIntermediate = createServerIdentity({ name: NAME, issuer: intermediate });

describe('a certificate', { concurrency: 6 }, () => {
  for (const { what, served } of [
    { what: 'of the private authority in NODE_EXTRA_CA_CERTS', served: identity },
    {
      what: 'of an intermediate authority that is sent along',
      served: { ...fromIntermediate, cert: fromIntermediate.cert + intermediate.cert },
    },
  ]) {
    test(`${what} is trusted`, async () => {
      const token = makeJwt();
      await using server = await startServer(service({ token, files: ['/a'] }));
      await using front = await startTlsFront(served, server.url);
      const step = await run({
        inputs: {
          ...makeCredentials(),
          'base-url': `https://${NAME}:${front.port}`,
          'storage-path': '/a',
        },
        env: TRUST,
      });
      assertAuthenticated(step, token);
      assertGate(step, 'passed', true);
      assert.equal(server.requests.length, 2);
      assert.equal(front.connections, 1);
    });
  }

  const refused = [
    {
      what: 'of an unknown authority',
      served: identity,
      env: {},
      told: ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS'],
    },
    {
      what: 'of an unknown authority that is sent along',
      served: { ...identity, cert: identity.cert + authority.cert },
      env: {},
      told: ['SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
    },
    {
      what: 'whose intermediate authority is not sent along',
      served: fromIntermediate,
      env: TRUST,
      told: ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'intermediate'],
    },
    {
      what: 'signed by itself, while NODE_EXTRA_CA_CERTS names another',
      served: selfSigned,
      env: TRUST,
      told: ['DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS.* set/],
    },
    {
      what: 'that has expired',
      served: createServerIdentity({ name: NAME, issuer: authority, endsInDays: -1 }),
      env: TRUST,
      told: ['CERT_HAS_EXPIRED', 'clock'],
    },
    {
      what: 'for another host',
      served: createServerIdentity({ name: 'another.test', issuer: authority }),
      env: TRUST,
      told: ['ERR_TLS_CERT_ALTNAME_INVALID', 'host'],
    },
    {
      what: 'that nobody vouches for, with NODE_TLS_REJECT_UNAUTHORIZED=0',
      served: selfSigned,
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      told: ['DEPTH_ZERO_SELF_SIGNED_CERT'],
    },
    {
      what: 'behind a version of TLS long withdrawn',
      served: {
        ...identity,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      },
      env: TRUST,
      told: [/ERR_SSL_|EPROTO/],
    },
    {
      what: 'of a server that asks for one of the client',
      served: { ...identity, requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' },
      env: TRUST,
      told: [/ERR_SSL_|EPROTO/],
    },
  ];
  for (const { what, served, env, told } of refused) {
    test(`${what} is refused: one connection, and no request`, async () => {
      await using server = await startServer(service());
      await using front = await startTlsFront(served, server.url);
      const host = `${NAME}:${front.port}`;
      const step = await run({
        inputs: { ...makeCredentials(), 'base-url': `https://${host}` },
        env,
      });
      assertFailed(step, 'unreachable', host, ...told);
      assert.equal(front.connections, 1);
      assert.deepEqual(server.requests, []);
    });
  }

  for (const { what, file } of [
    { what: 'does not exist', file: '/does/not/exist.pem' },
    { what: 'holds no certificate', file: pemFile('empty.pem', 'nothing') },
  ]) {
    test(`whose authority is in a file that ${what} is refused`, async () => {
      await using server = await startServer(service());
      await using front = await startTlsFront(identity, server.url);
      const step = await run({
        inputs: { ...makeCredentials(), 'base-url': `https://${NAME}:${front.port}` },
        env: { NODE_EXTRA_CA_CERTS: file },
      });
      // Node itself complains of the file on stderr.
      const quiet = { ...step, stderr: '' };
      const code = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
      assertFailed(quiet, 'unreachable', code, 'NODE_EXTRA_CA_CERTS');
      assert.deepEqual(server.requests, []);
    });
  }

  test('that is wrong by the time of the storage call leaves the token', async () => {
    const token = makeJwt();
    await using server = await startServer(service({ token, files: ['/a'] }));
    await using front = await startTlsFront(selfSigned, server.url);
    const step = await run({
      inputs: {
        ...server.inputs,
        'storage-url': `https://${NAME}:${front.port}/v4.0/html`,
        'storage-path': '/a',
      },
    });
    assertFailed(step, 'unreachable', 'DEPTH_ZERO_SELF_SIGNED_CERT');
    assertGate(step, 'unknown');
    assert.equal(step.outputs['access-token'], token);
    assert.equal(front.connections, 1);
  });
});
