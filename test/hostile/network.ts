/** What the tests of TLS and of proxies have in common. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertNoLeak } from '../support/leak-oracle.ts';
import type { ActionRun } from '../support/run.ts';
import { createAuthority } from '../support/tls.ts';

const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-tls-'));
process.once('exit', () => rmSync(folder, { recursive: true }));

/** A host that only the proxies of these tests know. */
export const HOST = 'aspose.test';

/** Code to load before the action, which finds every host on loopback: a request that avoids its proxy arrives too. */
export const LOCAL_RESOLVER = `data:text/javascript,${encodeURIComponent(`
  import dns from 'node:dns';
  import { syncBuiltinESMExports } from 'node:module';
  dns.lookup = (name, options, callback) =>
    process.nextTick(callback, null, [{ address: '127.0.0.1', family: 4 }]);
  syncBuiltinESMExports();
`)}`;

/** Code to load before the action, which makes its pauses between attempts as long as they can be. */
export const LONGEST_PAUSES = 'data:text/javascript,Math.random = () => 0.9';

export const authority = createAuthority();

/** Makes the action trust {@link authority}. */
export const TRUST = { NODE_EXTRA_CA_CERTS: pemFile('authority.pem', authority.cert) };

export function pemFile(name: string, pem: string): string {
  const file = join(folder, name);
  writeFileSync(file, pem);
  return file;
}

/** The paths of as many checks as fit twice and a half into the connections at a time. */
export const TWENTY_PATHS = Array.from({ length: 20 }, (_, index) => `/${index}`);

export function portOf({ url }: { readonly url: string }): number {
  return Number(new URL(url).port);
}

/** Asserts that each spelling of a proxy's password is masked and shown nowhere. */
export function assertKept(step: ActionRun, ...spellings: string[]): void {
  for (const spelling of spellings) {
    assert.ok(step.masks.includes(spelling), `${spelling} is not masked`);
  }
  assertNoLeak(step, spellings);
}
