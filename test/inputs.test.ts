import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, test } from 'node:test';
import { DEFAULTS } from '../src/inputs/plan.ts';
import { makeCredentials, makeJwt } from './support/credentials.ts';
import { type ActionRun, metadata, runAction } from './support/run-action.ts';
import { json, type ReceivedRequest, startServer } from './support/server.ts';
import { service } from './support/service.ts';

type InputValues = Readonly<Record<string, string>>;

const AT_ONCE = { concurrency: 4 };
const SPELLINGS_OF_TRUE = ['true', 'True', 'TRUE'];
const SPELLINGS_OF_FALSE = ['false', 'False', 'FALSE'];
const URL_INPUTS = ['base-url', 'token-url', 'storage-url'];
const SECONDS_INPUTS = ['min-validity-seconds', 'timeout-seconds', 'storage-wait-seconds'];

/** Runs with `inputs` and a token, which alone needs no request, and proves that no input was refused. */
async function runAccepted(inputs: InputValues): Promise<ActionRun> {
  const run = await runAction({ inputs: { 'access-token': 'a-token-of-nobody', ...inputs } });
  assert.deepEqual(run.annotations, []);
  assert.equal(run.outputs.status, 'authenticated');
  assert.equal(run.exitCode, 0);
  return run;
}

/** Runs with `inputs`, which are all that is wrong, proves that the run was refused, and gives the run and its error. */
async function runRefused(inputs: InputValues): Promise<ActionRun & { error: string }> {
  await using server = await startServer(service());
  const run = await runAction({
    inputs: { ...makeCredentials(), ...allAt(server.url), ...inputs },
  });
  const errors = run.annotations.filter(({ level }) => level === 'error');
  assert.deepEqual(
    errors.map(({ title }) => title),
    ['aspose-auth: invalid-input'],
  );
  const gateRequested = Boolean(inputs['storage-path'] || inputs['storage-name']);
  assert.deepEqual(run.outputs, {
    status: 'failed',
    'error-code': 'invalid-input',
    'storage-gate': gateRequested ? 'unknown' : 'skipped',
  });
  assert.deepEqual(run.env, {});
  assert.equal(run.exitCode, 1);
  assert.deepEqual(server.requests, []);
  return { ...run, error: errors[0]?.message ?? '' };
}

/** Every URL set, so that a request goes to the test's server whichever of them is refused. */
function allAt(url: string) {
  return {
    'base-url': url,
    'token-url': `${url}/connect/token`,
    'storage-url': `${url}/v4.0/html`,
  };
}

/** Proves that `error` names the input, tells what is allowed, and shows what was found. */
function assertExplains(
  error: string,
  { input, allowed, found }: { input: string; allowed: RegExp; found: string },
): void {
  const sentence = error.split('\n').find((line) => line.includes(input)) ?? '';
  assert.match(sentence, allowed);
  assert.ok(sentence.includes(found), `${JSON.stringify(found)} is not in: ${sentence}`);
}

/** Whatever the run left where a person or a later step can read it. */
function everything({ log, stderr, summary, files }: ActionRun): string {
  return [...log, stderr, summary, files].join('\n');
}

function pathnames(requests: readonly ReceivedRequest[]): string[] {
  return requests.map(({ path }) => path.replace(/\?.*/, ''));
}

function queryOf({ path }: ReceivedRequest): Record<string, string> {
  return Object.fromEntries(new URL(path, 'http://localhost').searchParams);
}

describe('a boolean', AT_ONCE, () => {
  /** For each input, something to run and the effect by which `true` shows. */
  const effects: Record<string, (spelling: string) => Promise<boolean>> = {
    async 'allow-http'(spelling) {
      const run = await runAction({
        inputs: {
          'access-token': 'a-token-of-nobody',
          'token-url': 'http://service.example/connect/token',
          'allow-http': spelling,
        },
      });
      return run.exitCode === 0;
    },
    async 'export-env'(spelling) {
      const { env } = await runAccepted({ 'export-env': spelling });
      return env.ASPOSE_ACCESS_TOKEN === 'a-token-of-nobody';
    },
    async 'job-summary'(spelling) {
      const { summary } = await runAccepted({ 'job-summary': spelling });
      return summary !== '';
    },
    async 'storage-required'(spelling) {
      await using server = await startServer(service());
      const run = await runAction({
        inputs: {
          'access-token': 'a-token-of-nobody',
          'base-url': server.url,
          'storage-path': '/missing',
          'storage-required': spelling,
        },
      });
      assert.equal(run.outputs['storage-gate'], 'failed');
      return run.exitCode === 1;
    },
  };

  for (const [name, effect] of Object.entries(effects)) {
    for (const spelling of SPELLINGS_OF_TRUE) {
      test(`${name}: ${spelling} is true`, async () => {
        assert.equal(await effect(spelling), true);
      });
    }
    for (const spelling of SPELLINGS_OF_FALSE) {
      test(`${name}: ${spelling} is false`, async () => {
        assert.equal(await effect(spelling), false);
      });
    }
  }

  for (const found of ['yes', 'no', 'on', '1', '0', 'tRUE', 'null']) {
    test(`is not ${found}`, async () => {
      const inputs = Object.keys(effects);
      const { error } = await runRefused(Object.fromEntries(inputs.map((name) => [name, found])));
      for (const input of inputs) {
        assertExplains(error, { input, allowed: /true or false/, found: `"${found}"` });
      }
    });
  }
});

describe('a number of seconds', AT_ONCE, () => {
  for (const seconds of ['0', '1', '86400', '   ']) {
    test(`may be ${JSON.stringify(seconds)}`, async () => {
      await runAccepted({
        'min-validity-seconds': seconds,
        'storage-wait-seconds': seconds,
        'timeout-seconds': seconds === '0' ? '1' : seconds,
      });
    });
  }

  for (const found of [
    '86401',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '60s',
    'sixty',
    '99999999999999999999',
  ]) {
    test(`is not ${found}`, async () => {
      const { error } = await runRefused(
        Object.fromEntries(SECONDS_INPUTS.map((name) => [name, found])),
      );
      for (const input of SECONDS_INPUTS) {
        assertExplains(error, { input, allowed: /\b[01] to 86400\b/, found: `"${found}"` });
      }
    });
  }

  test('is not 0 when it is a budget', async () => {
    const { error } = await runRefused({ 'timeout-seconds': '0' });
    assertExplains(error, { input: 'timeout-seconds', allowed: /\b1 to 86400\b/, found: '"0"' });
  });
});

describe('a URL', AT_ONCE, () => {
  const refused = [
    'ftp://service.example',
    'mailto:someone',
    'service.example',
    '/v4.0/html',
    '//service.example',
    'https:',
    'https://',
    'https://serv ice.example',
    'https://serv\nice.example',
    'https://service.example?x=1',
    'https://service.example/?',
    'https://service.example#top',
    'https://service.example/#',
  ];
  for (const url of refused) {
    test(`is not ${JSON.stringify(url)}`, async () => {
      const { error } = await runRefused(Object.fromEntries(URL_INPUTS.map((name) => [name, url])));
      for (const input of URL_INPUTS) {
        const found = url.split('\n')[0] ?? '';
        assertExplains(error, { input, allowed: /absolute https URL/, found: `"${found}` });
      }
    });
  }

  const withUserInfo = {
    'a user and a password': 'https://user:hunter2@service.example',
    'a user alone': 'https://hunter2@service.example',
    'a password that holds an @': 'https://user:hunter2@hunter2@service.example',
    'a password that holds a slash': 'https://user:hunter2/hunter2@service.example',
    'a password that holds a #': 'https://user:hunter2#hunter2@service.example',
    'a password longer than what is shown': `https://user:${'hunter2'.repeat(50)}@service.example`,
    'a query': 'https://user:hunter2@service.example?x',
    'no scheme': 'user:hunter2@service.example/html',
    'one slash only': 'https:/user:hunter2@service.example',
    'no slash': 'https:user:hunter2@service.example',
    backslashes: 'https:\\\\user:hunter2@service.example',
    'a loopback host': 'http://user:hunter2@127.0.0.1:9',
  };
  for (const [what, url] of Object.entries(withUserInfo)) {
    test(`with user info is refused without being shown: ${what}`, async () => {
      const run = await runRefused(Object.fromEntries(URL_INPUTS.map((name) => [name, url])));
      for (const input of URL_INPUTS) {
        assertExplains(run.error, { input, allowed: /without user info/, found: 'it is' });
      }
      assert.doesNotMatch(everything(run), /hunter2/);
    });
  }

  const loopback = [
    'http://localhost:8080',
    'http://LOCALHOST',
    'http://127.0.0.1',
    'http://127.8.9.10:1',
    'http://[::1]:8080',
  ];
  for (const url of loopback) {
    test(`may be ${url}, which is loopback`, async () => {
      await runAccepted(allAt(url));
    });
  }

  const notLoopback = [
    'http://service.example',
    'http://localhost.service.example',
    'http://127.0.0.1.service.example',
    'http://128.0.0.1',
    'http://0.0.0.0',
    'http://10.0.0.1',
    'http://[::2]',
  ];
  for (const url of notLoopback) {
    test(`may be ${url} only with allow-http`, async () => {
      const inputs = Object.fromEntries(URL_INPUTS.map((name) => [name, url]));
      const { error } = await runRefused(inputs);
      for (const input of URL_INPUTS) {
        assertExplains(error, { input, allowed: /allow-http/, found: `"${url}"` });
      }
      await runAccepted({ ...inputs, 'allow-http': 'true' });
    });
  }

  test('may be https anywhere', async () => {
    await runAccepted(allAt('https://service.example:8443/prefix'));
  });
});

describe('where requests go', AT_ONCE, () => {
  const checked = { ...makeCredentials(), 'storage-path': '/a' };
  const token = '/connect/token';
  const exists = '/v4.0/html/storage/exists';
  const rows: Record<string, { inputs: (url: string) => InputValues; paths: string[] }> = {
    'base-url': {
      inputs: (url) => ({ 'base-url': url }),
      paths: [token, exists],
    },
    'base-url with a trailing slash': {
      inputs: (url) => ({ 'base-url': `${url}/` }),
      paths: [token, exists],
    },
    'base-url with a path prefix': {
      inputs: (url) => ({ 'base-url': `${url}/pre/fix` }),
      paths: [`/pre/fix${token}`, `/pre/fix${exists}`],
    },
    'base-url with a path prefix and a trailing slash': {
      inputs: (url) => ({ 'base-url': `${url}/pre/fix/` }),
      paths: [`/pre/fix${token}`, `/pre/fix${exists}`],
    },
    'token-url': {
      inputs: (url) => ({ 'base-url': url, 'token-url': `${url}/my/token` }),
      paths: ['/my/token', exists],
    },
    'token-url with a trailing slash': {
      inputs: (url) => ({ 'base-url': url, 'token-url': `${url}/my/token/` }),
      paths: ['/my/token', exists],
    },
    'storage-url': {
      inputs: (url) => ({ 'base-url': url, 'storage-url': `${url}/v3.0/cells` }),
      paths: [token, '/v3.0/cells/storage/exists'],
    },
    'storage-url with a trailing slash': {
      inputs: (url) => ({ 'base-url': url, 'storage-url': `${url}/v3.0/cells/` }),
      paths: [token, '/v3.0/cells/storage/exists'],
    },
  };
  for (const [what, { inputs, paths }] of Object.entries(rows)) {
    test(`follows ${what}`, async () => {
      await using server = await startServer(({ method }, response) =>
        json(response, method === 'POST' ? { access_token: makeJwt() } : { exists: true }),
      );
      const { outputs } = await runAction({ inputs: { ...checked, ...inputs(server.url) } });
      assert.deepEqual(pathnames(server.requests), paths);
      assert.equal(outputs['storage-gate'], 'passed');
    });
  }

  test('reaches a server by the name localhost', async () => {
    await using server = await startServer(service({ files: ['/a'] }));
    const url = server.url.replace('127.0.0.1', 'localhost');
    const { outputs } = await runAction({ inputs: { ...checked, 'base-url': url } });
    assert.equal(outputs['storage-gate'], 'passed');
  });

  const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => address === '::1'),
  );
  test('reaches a server at [::1]', { skip: !hasIpv6 && 'no IPv6 here' }, async (t) => {
    const server = createServer(({ method }, response) =>
      json(response, method === 'POST' ? { access_token: makeJwt() } : { exists: true }),
    ).listen(0, '::1');
    t.after(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { outputs } = await runAction({
      inputs: { ...checked, 'base-url': `http://[::1]:${port}` },
    });
    assert.equal(outputs['storage-gate'], 'passed');
  });
});

describe('env-name', AT_ONCE, () => {
  for (const name of ['ASPOSE_TOKEN', '_', 't0ken', 'HOMEPAGE', 'CI_TOKEN', 'MY_GITHUB_TOKEN']) {
    test(`may be ${name}`, async () => {
      const { env } = await runAccepted({ 'env-name': name });
      assert.deepEqual(env, { [name]: 'a-token-of-nobody' });
    });
  }

  const malformed = ['1TOKEN', 'MY-TOKEN', 'MY TOKEN', 'MY.TOKEN', 'A=B', 'TÖKEN', 'A\nB'];
  const reserved = [
    'GITHUB_ENV',
    'github_token',
    'RUNNER_TEMP',
    'Runner_Os',
    'ACTIONS_RUNTIME_TOKEN',
    'INPUT_TOKEN',
    'NODE_OPTIONS',
    'node_options',
    'NODE_EXTRA_CA_CERTS',
    'PATH',
    'Path',
    'HOME',
    'home',
    'CI',
    'ci',
    'LD_PRELOAD',
    'ld_library_path',
    'DYLD_INSERT_LIBRARIES',
    'BASH_ENV',
    'ENV',
    'https_proxy',
    'HTTP_PROXY',
    'No_Proxy',
    'all_proxy',
  ];
  for (const found of [...malformed, ...reserved]) {
    test(`is not ${JSON.stringify(found)}`, async () => {
      const { error } = await runRefused({ 'env-name': found });
      assertExplains(error, {
        input: 'env-name',
        allowed: /letters, digits and underscores/,
        found: `"${found.split('\n')[0]}`,
      });
    });
  }

  test('has no effect without export-env', async () => {
    const { env, outputs } = await runAccepted({ 'export-env': 'false', 'env-name': 'MY_TOKEN' });
    assert.deepEqual(env, {});
    assert.equal(outputs['access-token'], 'a-token-of-nobody');
  });
});

describe('a choice', AT_ONCE, () => {
  const choices = {
    'on-missing-credentials': { allowed: /\bfail, skip\b/, found: 'ignore' },
    'storage-expect': { allowed: /\bexists, absent, file, folder\b/, found: 'present' },
  };
  for (const [input, { allowed, found }] of Object.entries(choices)) {
    test(`of ${input} lists what is allowed`, async () => {
      const { error } = await runRefused({ [input]: found });
      assertExplains(error, { input, allowed, found: `"${found}"` });
    });

    test(`of ${input} is case-sensitive`, async () => {
      const upperCase = DEFAULTS[input as keyof typeof DEFAULTS].toUpperCase();
      const { error } = await runRefused({ [input]: upperCase });
      assertExplains(error, { input, allowed, found: `"${upperCase}"` });
    });
  }
});

describe('an empty input', AT_ONCE, () => {
  const empty = Object.fromEntries(Object.keys(metadata.inputs).map((name) => [name, '']));

  test('means not given, for all of them', async () => {
    const { outputs, annotations } = await runAction({ inputs: empty });
    assert.equal(outputs['error-code'], 'missing-credentials');
    assert.equal(annotations.length, 1);
  });

  test('means its default', async () => {
    const { env, outputs, exitCode, summary } = await runAccepted({
      ...empty,
      'access-token': 'a-token-of-nobody',
    });
    assert.equal(exitCode, 0);
    assert.deepEqual(env, { ASPOSE_ACCESS_TOKEN: 'a-token-of-nobody' });
    assert.equal(outputs['storage-gate'], 'skipped');
    assert.notEqual(summary, '');
  });

  test('means the default of the gate', async () => {
    await using server = await startServer(service());
    const { outputs, exitCode } = await runAction({
      inputs: {
        ...empty,
        'access-token': 'a-token-of-nobody',
        'base-url': server.url,
        'storage-path': '/missing',
      },
    });
    assert.equal(outputs['error-code'], 'storage-gate-failed');
    assert.equal(exitCode, 1);
    assert.deepEqual(server.requests.map(queryOf), [{ path: '/missing' }]);
  });

  test('may be white space', async () => {
    await runAccepted({
      'base-url': '  ',
      'timeout-seconds': '\t',
      'env-name': ' \n',
      'export-env': ' ',
      'storage-path': ' \n\t\n',
    });
  });
});

describe('storage-path', AT_ONCE, () => {
  test('loses white space, blank lines and repeats, and keeps its order', async () => {
    await using server = await startServer(service({ files: ['/z', '/a b', '/m'] }));
    const { outputs } = await runAction({
      inputs: {
        'access-token': 'a-token-of-nobody',
        'base-url': server.url,
        'storage-path': '\n  /z\t\n\n   \n/a b\r\n/z\n/m  \n /a b\n',
      },
    });
    const paths = JSON.parse(outputs['storage-results'] ?? '').map(
      ({ path }: { path: string }) => path,
    );
    assert.deepEqual(paths, ['/z', '/a b', '/m']);
    assert.equal(server.requests.length, 3);
  });

  test('is sent as given, never normalised', async () => {
    const paths = [
      '/a/../b',
      './c',
      '//d//',
      'e/f',
      '/g h+i&j=k?l#m%41n',
      '/ü/日本',
      '/\\o',
      '/P',
      '/p',
    ];
    await using server = await startServer(service({ files: paths }));
    const { outputs } = await runAction({
      inputs: {
        'access-token': 'a-token-of-nobody',
        'base-url': server.url,
        'storage-path': paths.join('\n'),
      },
    });
    assert.equal(outputs['storage-gate'], 'passed');
    assert.deepEqual(server.requests.map((request) => queryOf(request).path).sort(), paths.sort());
  });

  for (const character of ['\t', '\u0001', '\u001b', '\u007f', '\u0085', '\r']) {
    const path = `/a${character}b`;
    test(`does not hold a control character: ${JSON.stringify(path)}`, async () => {
      const run = await runRefused({ 'storage-path': `/fine\n${path}`, 'storage-list': path });
      for (const input of ['storage-path', 'storage-list']) {
        assertExplains(run.error, { input, allowed: /free of control characters/, found: '/a' });
      }
      assert.doesNotMatch(run.log.join(''), /\p{Cc}/u);
    });
  }
});

describe('storage-version-id', AT_ONCE, () => {
  const rows = {
    'no storage-path': '',
    'two paths': '/a\n/b',
  };
  for (const [what, paths] of Object.entries(rows)) {
    test(`is refused with ${what}`, async () => {
      const { error } = await runRefused({ 'storage-path': paths, 'storage-version-id': 'v7' });
      assertExplains(error, {
        input: 'storage-version-id',
        allowed: /exactly one path/,
        found: '"v7"',
      });
    });
  }

  test('goes with one path, even one that is repeated', async () => {
    await using server = await startServer(service({ files: ['/a'] }));
    const { outputs } = await runAction({
      inputs: {
        'access-token': 'a-token-of-nobody',
        'base-url': server.url,
        'storage-path': '/a\n\n/a\n',
        'storage-version-id': 'v7',
      },
    });
    assert.equal(outputs['storage-gate'], 'passed');
    assert.deepEqual(server.requests.map(queryOf), [{ path: '/a', versionId: 'v7' }]);
  });
});

describe('storage-expect without storage-path', AT_ONCE, () => {
  for (const found of ['file', 'folder']) {
    test(`is not ${found}, since a storage is neither`, async () => {
      const { error } = await runRefused({ 'storage-name': 'First', 'storage-expect': found });
      assertExplains(error, {
        input: 'storage-expect',
        allowed: /exists or absent .*storage-path/,
        found: `"${found}"`,
      });
    });
  }
});

describe('bad inputs', AT_ONCE, () => {
  test('are all named in one annotation', async () => {
    const bad = {
      'base-url': 'ftp://service.example',
      'timeout-seconds': 'soon',
      'export-env': 'yes',
      'env-name': 'PATH',
      'on-missing-credentials': 'ignore',
      'storage-path': '/a\u0001b',
      'storage-expect': 'present',
      'storage-wait-seconds': '-1',
    };
    const { error } = await runRefused(bad);
    const named = error.split('\n').map((line) => Object.keys(bad).find((n) => line.includes(n)));
    assert.deepEqual(named.sort(), Object.keys(bad).sort());
  });

  test('are named, but not shown when secret', async () => {
    const run = await runRefused({ 'access-token': 'two words-of-a-token' });
    assertExplains(run.error, { input: 'access-token', allowed: /must be/, found: 'not shown' });
    const readable = run.log.filter((line) => !line.startsWith('::add-mask::'));
    assert.doesNotMatch(readable.join('\n') + run.files + run.summary, /words-of/);
  });

  test('do not show a secret that strayed into them', async () => {
    const { 'client-secret': secret, ...id } = makeCredentials();
    const run = await runRefused({
      ...id,
      'client-secret': secret,
      'base-url': `https://service.example/?key=${secret}`,
      'env-name': `1${secret}`,
    });
    assert.match(run.error, /base-url/);
    assert.match(run.error, /env-name/);
    assert.ok(!run.error.includes(secret));
  });
});
