import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, isIP } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import forge from 'node-forge';

const { pki } = forge;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A private key and its certificate, both as PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

interface CertificateOptions {
  /** What the certificate is for: a host name or an address; for an authority, just its name. */
  readonly name: string;
  /** Who signs; nobody but itself when left out. */
  readonly issuer?: Identity;
  /** Days from now at which it ends, negative once it has. */
  readonly endsInDays?: number;
}

/** An authority that no machine trusts by itself; an intermediate one when another authority signs it. */
export function createAuthority(options: Partial<CertificateOptions> = {}): Identity {
  return certify(pki.rsa.generateKeyPair(2048), { name: 'Authority of a test', ...options }, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
  ]);
}

/** One pair for all the servers of a test file, since a pair takes long to make. */
let serverKeys: forge.pki.rsa.KeyPair | undefined;

export function createServerIdentity(options: CertificateOptions): Identity {
  const { name } = options;
  const altName = isIP(name) > 0 ? { type: 7, ip: name } : { type: 2, value: name };
  serverKeys ??= pki.rsa.generateKeyPair(2048);
  return certify(serverKeys, options, [
    { name: 'basicConstraints', cA: false },
    { name: 'subjectAltName', altNames: [altName] },
  ]);
}

function certify(
  keys: forge.pki.rsa.KeyPair,
  { name, issuer, endsInDays = 1 }: CertificateOptions,
  extensions: readonly object[],
): Identity {
  const subject = [{ name: 'commonName', value: name }];
  const certificate = pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  // A leading one keeps it positive, and in the shortest form.
  certificate.serialNumber = `01${randomBytes(8).toString('hex')}`;
  certificate.validity.notBefore = new Date(Date.now() - 30 * DAY_MS);
  certificate.validity.notAfter = new Date(Date.now() + endsInDays * DAY_MS);
  certificate.setSubject(subject);
  certificate.setIssuer(
    issuer === undefined ? subject : pki.certificateFromPem(issuer.cert).subject.attributes,
  );
  certificate.setExtensions([...extensions]);
  const signer = issuer === undefined ? keys.privateKey : pki.privateKeyFromPem(issuer.key);
  certificate.sign(signer, forge.md.sha256.create());
  return { key: pki.privateKeyToPem(keys.privateKey), cert: pki.certificateToPem(certificate) };
}

export interface TlsFront extends AsyncDisposable {
  readonly port: number;
  /** How many have connected, whatever they thought of the certificate. */
  readonly connections: number;
}

/** Takes TLS off in front of a plain server on loopback. */
export async function startTlsFront(identity: Identity, targetUrl: string): Promise<TlsFront> {
  const open = new Set<{ destroy(): unknown }>();
  let connections = 0;
  const server = createServer({ ...identity }, (socket: TLSSocket) => {
    const target = connect({ host: '127.0.0.1', port: Number(new URL(targetUrl).port) });
    open.add(target);
    socket.on('error', () => target.destroy());
    target.on('error', () => socket.destroy());
    socket.pipe(target).pipe(socket);
  });
  server.on('connection', (socket) => {
    connections++;
    open.add(socket);
  });
  // A client that turns a certificate down breaks the connection off.
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) {
        socket.destroy();
      }
      await once(server, 'close');
    },
  };
}
