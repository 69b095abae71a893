import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeCredentials, makeJwt } from './support/credentials.ts';
import { startProxy } from './support/proxy.ts';
import { type ActionRun, type RunOptions, runAction } from './support/run-action.ts';
import { type Answerer, json, startServer } from './support/server.ts';
import { service } from './support/service.ts';

const AT_ONCE = { concurrency: 4 };

/** With every character that has to be encoded somewhere. */
const SECRET = 's3cret+of&no%body=at all/:ß';
const PASSWORD = 'proxy-passw0rd';

/** Runs against a service that answers everything by `answer`. */
async function runAgainst(answer: Answerer, options: RunOptions = {}): Promise<ActionRun> {
  await using server = await startServer(answer);
  return await runAction({ ...options, inputs: { 'base-url': server.url, ...options.inputs } });
}

/** Code to load before the action. */
function preload(code: string): string[] {
  return [`data:text/javascript,${encodeURIComponent(code)}`];
}

/** What a token gives away, by name. */
function partsOf(token: string) {
  const [, payload = '', signature = ''] = token.split('.');
  return { token, payload, signature };
}

/** The value that a line of the log has the runner mask. */
function maskOf(line: string): string | undefined {
  return /^::add-mask::(.*)$/
    .exec(line)?.[1]
    ?.replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%');
}

function count<T>(values: readonly T[], value: T): number {
  return values.filter((candidate) => candidate === value).length;
}

describe('the order of a run', AT_ONCE, () => {
  /** Has each write to a file of the runner show in the log, where its place among the masks can be seen. */
  const showWrites = preload(`
    import fs from 'node:fs';
    import { basename } from 'node:path';
    const append = fs.appendFileSync;
    fs.appendFileSync = (file, data, ...rest) => {
      process.stdout.write('wrote ' + basename(file) + ' ' + JSON.stringify(data) + '\\n');
      return append(file, data, ...rest);
    };
  `);

  /**
   * The log in order: each mask by the name of what it hides, each write of a secret by the name it is written under, and
   * `text` for any number of lines that hold none.
   */
  function outline({ log }: ActionRun, secrets: Readonly<Record<string, string>>): string[] {
    const steps = log.flatMap((line) => {
      const mask = maskOf(line);
      if (mask !== undefined) {
        const [name] = Object.entries(secrets).find(([, secret]) => secret === mask) ?? [];
        return [`mask ${name ?? JSON.stringify(mask)}`];
      }
      const held = Object.values(secrets).some((secret) => line.includes(secret));
      const [, file, name] = /^wrote (\w+) "(?:([\w-]+)<<)?/.exec(line) ?? [];
      if (file !== undefined) {
        return held ? [`write ${file} ${name}`] : [];
      }
      return [held ? `text that holds a secret: ${line}` : 'text'];
    });
    return steps.filter((step, index) => step !== 'text' || steps[index - 1] !== 'text');
  }

  for (const debug of ['', '1']) {
    const env = { RUNNER_DEBUG: debug, https_proxy: `http://user:${PASSWORD}@127.0.0.1:9` };
    const mode = debug === '' ? '' : ', with step debug on';

    test(`with credentials masks all before it shows or writes any${mode}`, async () => {
      const credentials = makeCredentials();
      const token = makeJwt();
      const run = await runAgainst(service({ token }), {
        inputs: credentials,
        env,
        preload: showWrites,
      });
      const secrets = {
        'client-secret': credentials['client-secret'],
        'proxy password': PASSWORD,
        ...partsOf(token),
      };
      assert.deepEqual(outline(run, secrets), [
        'mask client-secret',
        'mask proxy password',
        'text',
        'mask token',
        'mask payload',
        'mask signature',
        'text',
        'write OUTPUT access-token',
        'write ENV ASPOSE_ACCESS_TOKEN',
      ]);
      assert.equal(run.exitCode, 0);
    });

    test(`with a given token masks all before it shows or writes any${mode}`, async () => {
      const token = makeJwt();
      const run = await runAgainst(service(), {
        inputs: { 'access-token': token },
        env,
        preload: showWrites,
      });
      assert.deepEqual(outline(run, { 'proxy password': PASSWORD, ...partsOf(token) }), [
        'mask token',
        'mask payload',
        'mask signature',
        'mask proxy password',
        'text',
        'write OUTPUT access-token',
        'write ENV ASPOSE_ACCESS_TOKEN',
      ]);
      assert.equal(run.exitCode, 0);
    });

    test(`with a token to renew masks all before it shows or writes any${mode}`, async () => {
      const credentials = makeCredentials();
      const old = makeJwt(-10);
      const token = makeJwt();
      const run = await runAgainst(service({ token }), {
        inputs: { ...credentials, 'access-token': old },
        env,
        preload: showWrites,
      });
      const secrets = {
        'client-secret': credentials['client-secret'],
        'old token': old,
        'old payload': partsOf(old).payload,
        'old signature': partsOf(old).signature,
        'proxy password': PASSWORD,
        ...partsOf(token),
      };
      assert.deepEqual(outline(run, secrets), [
        'mask client-secret',
        'mask old token',
        'mask old payload',
        'mask old signature',
        'mask proxy password',
        'text',
        'mask token',
        'mask payload',
        'mask signature',
        'text',
        'write OUTPUT access-token',
        'write ENV ASPOSE_ACCESS_TOKEN',
      ]);
      assert.equal(run.exitCode, 0);
    });
  }

  test('masks a second token, which a 401 brought, like the first', async () => {
    const credentials = makeCredentials();
    const tokens = [makeJwt(), makeJwt()];
    const run = await runAgainst(
      ({ method, headers }, response, index) => {
        if (method === 'POST') {
          return json(response, { access_token: tokens[index] });
        }
        const isSecond = headers.authorization === `Bearer ${tokens[1]}`;
        return json(response, { exists: true }, { status: isSecond ? 200 : 401 });
      },
      { inputs: { ...credentials, 'storage-path': '/a' }, preload: showWrites },
    );
    const [first, second] = tokens.map(partsOf);
    const secrets = {
      'client-secret': credentials['client-secret'],
      'first token': first?.token ?? '',
      'first payload': first?.payload ?? '',
      'first signature': first?.signature ?? '',
      'second token': second?.token ?? '',
      'second payload': second?.payload ?? '',
      'second signature': second?.signature ?? '',
    };
    assert.deepEqual(
      outline(run, secrets).filter((step) => step !== 'text'),
      [
        'mask client-secret',
        'mask first token',
        'mask first payload',
        'mask first signature',
        'write OUTPUT access-token',
        'write ENV ASPOSE_ACCESS_TOKEN',
        'mask second token',
        'mask second payload',
        'mask second signature',
        'write OUTPUT access-token',
        'write ENV ASPOSE_ACCESS_TOKEN',
      ],
    );
    assert.equal(run.outputs['access-token'], tokens[1]);
  });
});

describe('what is masked', AT_ONCE, () => {
  test('is the secret as given and trimmed', async () => {
    const token = 'opaque-token';
    const given = ` \t${SECRET} `;
    const run = await runAgainst(service({ token }), {
      inputs: { 'client-id': 'an-id', 'client-secret': given },
    });
    assert.deepEqual(run.masks, [given, SECRET, token]);
  });

  test('is no line of white space that was pasted with the secret', async () => {
    const run = await runAgainst(service({ token: 'opaque-token' }), {
      inputs: { 'client-id': 'an-id', 'client-secret': `\n  ${SECRET}\n    \n` },
    });
    assert.equal(run.outputs.status, 'authenticated');
    // The runner masks each line of a mask as well.
    const registered = run.masks.flatMap((mask) => [mask, ...mask.split(/[\r\n]+/)]);
    assert.ok(registered.includes(SECRET));
    assert.deepEqual(
      registered.filter((mask) => mask !== '' && mask.length < 8),
      [],
    );
  });

  test('is no secret that is nothing but white space', async () => {
    const run = await runAction({
      inputs: {
        'client-id': 'an-id',
        'client-secret': ' '.repeat(20),
        'access-token': '\t'.repeat(9),
      },
    });
    assert.equal(run.outputs['error-code'], 'missing-credentials');
    assert.deepEqual(run.masks, []);
  });

  const tokens: Record<string, { token: string; masks: string[] }> = {
    'an opaque token': { token: 'opaque-token', masks: ['opaque-token'] },
    'a token of 8 characters': { token: '12345678', masks: ['12345678'] },
    'no token of 7 characters': { token: '1234567', masks: [] },
    'no segment of 7 characters': {
      token: 'eyJhbGciOiJub25lIn0.e30_567.signature',
      masks: ['eyJhbGciOiJub25lIn0.e30_567.signature', 'signature'],
    },
    'no empty segment': { token: 'aaaaaaaaa..', masks: ['aaaaaaaaa..'] },
    'no header of its own': {
      token: 'eyJhbGciOiJub25lIn0.payload-of-it.signature-of-it',
      masks: [
        'eyJhbGciOiJub25lIn0.payload-of-it.signature-of-it',
        'payload-of-it',
        'signature-of-it',
      ],
    },
  };
  for (const [what, { token, masks }] of Object.entries(tokens)) {
    test(`is ${what}, when it is given`, async () => {
      const run = await runAction({ inputs: { 'access-token': token } });
      assert.equal(run.outputs['access-token'], token);
      assert.deepEqual(run.masks, masks);
    });

    test(`is ${what}, when it is received`, async () => {
      const run = await runAgainst(service({ token }), {
        inputs: { 'client-id': 'an-id', 'client-secret': 'short' },
      });
      assert.equal(run.outputs['access-token'], token);
      assert.deepEqual(run.masks, masks);
    });
  }

  const proxies: Record<string, { proxy: string; masks: string[] }> = {
    'a password': { proxy: `http://user:${PASSWORD}@proxy.example:3128`, masks: [PASSWORD] },
    'a password without a user': { proxy: `http://:${PASSWORD}@proxy.example`, masks: [PASSWORD] },
    'an encoded password, and what it means': {
      proxy: 'http://user:p%40ssw%2Frd%21@proxy.example:3128/',
      masks: ['p%40ssw%2Frd%21', 'p@ssw/rd!'],
    },
    'a password that should have been encoded': {
      proxy: 'http://user:pass/word#with@all@proxy.example:3128',
      masks: ['pass/word#with@all'],
    },
    'no password under 8 characters': { proxy: 'http://user:1234567@proxy.example', masks: [] },
    'no empty password': { proxy: 'http://user:@proxy.example:3128', masks: [] },
    'no user': { proxy: 'http://long-user-name@proxy.example:3128', masks: [] },
    'no host': { proxy: 'http://proxy.example:3128', masks: [] },
  };
  for (const [what, { proxy, masks }] of Object.entries(proxies)) {
    test(`is ${what} of a proxy`, async () => {
      const run = await runAction({
        inputs: { 'access-token': 'opaque-token' },
        env: { https_proxy: proxy },
      });
      assert.deepEqual(
        run.masks.filter((mask) => mask !== 'opaque-token'),
        masks,
      );
    });
  }

  for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']) {
    test(`is the password in ${name}`, async () => {
      const run = await runAction({ env: { [name]: `http://user:${PASSWORD}@127.0.0.1:9` } });
      assert.deepEqual(run.masks, [PASSWORD]);
    });
  }

  test('is nothing innocent, and nothing twice', async () => {
    const credentials = makeCredentials();
    const token = makeJwt();
    const run = await runAgainst(service({ token, files: ['/invoices/template.html'] }), {
      inputs: {
        ...credentials,
        'storage-path': '/invoices/template.html\n/invoices/missing.html',
        'storage-name': 'the storage of mine',
        'storage-required': 'false',
      },
    });
    const { payload, signature } = partsOf(token);
    assert.equal(run.outputs['storage-gate'], 'failed');
    assert.deepEqual(run.masks, [credentials['client-secret'], token, payload, signature]);
  });
});

describe('no failure gives a secret away', AT_ONCE, () => {
  const token = makeJwt();
  const given = makeJwt(-10);

  /** A secret as servers, parsers and people may write it. */
  function formsOf(secret: string): string[] {
    return [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ '': secret }).toString().slice(1),
      Buffer.from(secret).toString('base64'),
      JSON.stringify(secret).slice(1, -1),
    ];
  }

  /** Every place where the run shows a secret, other than to have it masked or to hand the token on. */
  function leaks({ log, stderr, summary, state, outputs }: ActionRun): string[] {
    const { 'access-token': _, ...otherOutputs } = outputs;
    const places = [
      ...log.filter((line) => maskOf(line) === undefined),
      stderr,
      summary,
      ...Object.values(state),
      ...Object.values(otherOutputs),
    ];
    const secrets = [
      SECRET,
      PASSWORD,
      ...Object.values(partsOf(token)),
      ...given.split('.').slice(1),
    ];
    const forms = secrets.flatMap(formsOf);
    return places.filter((place) => forms.some((form) => place.includes(form)));
  }

  /** All that a request holds and all that a run knows, in words. */
  function everythingOf({ body, headers }: { body: string; headers: object }): string {
    return [body, JSON.stringify(headers), SECRET, token, given].join('\n');
  }

  /** Answers the token request well, and the storage's by `answer`. */
  function afterToken(answer: Answerer): Answerer {
    return (request, response, index) =>
      request.method === 'POST'
        ? json(response, { access_token: token })
        : answer(request, response, index);
  }

  function echo(status: number, headers: Record<string, string> = {}): Answerer {
    return (request, response) => response.writeHead(status, headers).end(everythingOf(request));
  }

  interface Scenario {
    readonly answer: Answerer;
    readonly inputs?: Readonly<Record<string, string>>;
    readonly code: string;
  }
  const storage = { 'storage-path': '/a' };
  const endsAtOnce = { 'retry-after': '100000' };
  const scenarios: Record<string, Scenario> = {
    'a rejection that echoes the request': { answer: echo(400), code: 'credentials-rejected' },
    'a rejection whose error is the secret': {
      answer: (_, response) =>
        json(response, { error: SECRET, error_description: `Not ${given}` }, { status: 401 }),
      inputs: { 'access-token': given },
      code: 'credentials-rejected',
    },
    'a lock that echoes the request': {
      answer: echo(429, endsAtOnce),
      code: 'credentials-locked',
    },
    'a server error that echoes the request': {
      answer: echo(500, endsAtOnce),
      code: 'server-error',
    },
    'a status out of place that echoes the request': { answer: echo(418), code: 'server-error' },
    'a redirect whose address holds the secret': {
      answer: (_, response) =>
        response
          .writeHead(307, {
            location: `https://${encodeURIComponent(SECRET)}@other.example/${encodeURIComponent(SECRET)}?${token}`,
          })
          .end(),
      code: 'unexpected-redirect',
    },
    'an answer that is no JSON': { answer: echo(200), code: 'bad-response' },
    'an answer that is a cut JSON with a token': {
      answer: (_, response) => response.end(`{"access_token":"${token}","token_type":"Bear`),
      code: 'bad-response',
    },
    'an answer that is another kind of token': {
      answer: (_, response) => json(response, { access_token: token, token_type: SECRET }),
      code: 'bad-response',
    },
    'an answer that is no HTTP': {
      answer: (request, response) => response.socket?.end(everythingOf(request)),
      code: 'bad-response',
    },
    'an answer that is too long': {
      answer: (request, response) => response.end(everythingOf(request).repeat(3000)),
      code: 'bad-response',
    },
    'a storage that rejects the token': {
      answer: afterToken(echo(401, { 'www-authenticate': `Bearer error="${token}"` })),
      inputs: storage,
      code: 'token-rejected',
    },
    'a storage that denies access': {
      answer: afterToken(echo(403)),
      inputs: storage,
      code: 'storage-denied',
    },
    'a storage that fails': {
      answer: afterToken(echo(503, endsAtOnce)),
      inputs: storage,
      code: 'server-error',
    },
    'a storage without routes': {
      answer: afterToken(echo(404)),
      inputs: storage,
      code: 'bad-response',
    },
    'a storage that answers in prose': {
      answer: afterToken(echo(200)),
      inputs: storage,
      code: 'bad-response',
    },
    'a storage that answers in secrets': {
      answer: afterToken((_, response) => json(response, { exists: token, isFolder: SECRET })),
      inputs: storage,
      code: 'bad-response',
    },
    'a listing in prose': {
      answer: afterToken(echo(200)),
      inputs: { 'storage-list': '/a' },
      code: 'bad-response',
    },
    'a listing in secrets': {
      answer: afterToken((_, response) => json(response, { value: [token, SECRET] })),
      inputs: { 'storage-list': '/a' },
      code: 'bad-response',
    },
    'a storage that lacks the path': {
      answer: afterToken((_, response) => json(response, { exists: false, note: token })),
      inputs: storage,
      code: 'storage-gate-failed',
    },
    'a given token too old': {
      answer: echo(500),
      inputs: { 'client-id': '', 'access-token': given },
      code: 'token-expired',
    },
    'a secret without an id': {
      answer: echo(500),
      inputs: { 'client-id': '' },
      code: 'missing-credentials',
    },
    'a secret in an input that is none of its own': {
      answer: echo(500),
      inputs: { 'base-url': SECRET, 'env-name': SECRET, 'timeout-seconds': SECRET },
      code: 'invalid-input',
    },
    'a token that is two': {
      answer: echo(500),
      inputs: { 'access-token': `${given} ${given}` },
      code: 'invalid-input',
    },
  };
  for (const [what, { answer, inputs, code }] of Object.entries(scenarios)) {
    test(`neither ${what}`, async () => {
      const run = await runAgainst(answer, {
        inputs: { 'client-id': 'an-id', 'client-secret': SECRET, ...inputs },
        env: { RUNNER_DEBUG: '1', https_proxy: `http://user:${PASSWORD}@127.0.0.1:9` },
      });
      assert.equal(run.outputs['error-code'], code);
      assert.deepEqual(leaks(run), []);
      assert.equal(count(run.masks, SECRET), 1);
    });
  }

  test('neither a proxy that refuses its password', async () => {
    await using proxy = await startProxy({ refusal: 407 });
    const run = await runAction({
      inputs: { ...makeCredentials(), 'base-url': 'https://service.example' },
      env: { RUNNER_DEBUG: '1', https_proxy: `http://user:${PASSWORD}@${proxy.host}` },
    });
    assert.equal(run.outputs['error-code'], 'unreachable');
    assert.deepEqual(leaks(run), []);
    assert.match(run.annotations[0]?.message ?? '', /\b407\b.*https_proxy/);
    assert.deepEqual(proxy.asked, ['service.example:443']);
  });

  test('nor a success', async () => {
    const run = await runAgainst(service({ token, files: ['/a'] }), {
      inputs: { 'client-id': 'an-id', 'client-secret': SECRET, 'storage-path': '/a' },
      env: { RUNNER_DEBUG: '1', http_proxy: `http://user:${PASSWORD}@127.0.0.1:9` },
    });
    assert.equal(run.outputs['storage-gate'], 'passed');
    assert.notEqual(run.summary, '');
    assert.deepEqual(leaks(run), []);
  });

  test('and a debug line has method, host, path, status, attempt and time, but no query', async () => {
    const run = await runAgainst(service({ token, files: ['/a'] }), {
      inputs: { ...makeCredentials(), 'storage-path': '/a', 'storage-name': 'mine' },
    });
    const debug = run.log.filter((line) => line.startsWith('::debug::'));
    assert.match(debug[0] ?? '', /POST 127\.0\.0\.1:\d+ \/connect\/token\b.*\b200\b.*\b1\b.*\d ms/);
    assert.match(
      debug[1] ?? '',
      /GET 127\.0\.0\.1:\d+ \/v4\.0\/html\/storage\/exists\b.*\b200\b.*\b1\b.*\d ms/,
    );
    assert.doesNotMatch(debug.join(), /path=|storageName|mine/);
  });
});

describe('an internal error', AT_ONCE, () => {
  /** Replaces what sends a request by `body`, in which `secret` is the client secret. */
  function sendBy(body: string): string[] {
    return preload(`
      import { EventEmitter } from 'node:events';
      import http from 'node:http';
      const secret = process.env['INPUT_CLIENT-SECRET'];
      const silent = () => Object.assign(new EventEmitter(), {
        end() {}, write() {}, setTimeout() {}, destroy() {}, abort() {},
      });
      http.request = () => { ${body} };
    `);
  }

  interface Accident {
    readonly send: string;
    /** What the annotation tells of it. */
    readonly told: RegExp;
  }
  const accidents: Record<string, Accident> = {
    'an exception': {
      send: `throw new Error('The cat sat on it');`,
      told: /The cat sat on it/,
    },
    'an exception that holds the secret': {
      send: `throw new Error('Cannot send ' + secret);`,
      told: /not shown/,
    },
    'an exception that holds the secret in its second line, and a command': {
      send: `throw new TypeError('Cannot send\\n::set-output name=status::' + secret);`,
      told: /not shown/,
    },
    'an exception that holds a command': {
      send: `throw new Error('Cannot send\\n::set-output name=status::stolen\\r\\n##[error]stolen');`,
      told: /Cannot send/,
    },
    'a thrown text': { send: `throw 'Just words';`, told: /Just words/ },
    'a thrown nothing': { send: 'throw undefined;', told: /unexpected error/ },
    'a rejected promise that nobody awaits': {
      send: `Promise.reject(new Error('Left alone with ' + secret)); return silent();`,
      told: /not shown/,
    },
    'a rejected promise without a secret': {
      send: `Promise.reject(new Error('Left alone')); return silent();`,
      told: /Left alone/,
    },
    'an exception in a callback': {
      send: `setImmediate(() => { throw new Error('Out of reach'); }); return silent();`,
      told: /Out of reach/,
    },
    'an event loop that ran dry': {
      send: 'return silent();',
      told: /event loop ran dry/,
    },
  };
  for (const [what, { send, told }] of Object.entries(accidents)) {
    test(`comes of ${what}`, async () => {
      const run = await runAgainst(service(), {
        inputs: { 'client-id': 'an-id', 'client-secret': SECRET },
        preload: [
          ...sendBy(send),
          // Timers do not keep the process alive, as if all had been cleared.
          ...preload(`
            const { setTimeout } = globalThis;
            globalThis.setTimeout = (...parameters) => setTimeout(...parameters).unref();
          `),
        ],
      });
      assert.equal(run.exitCode, 1);
      assert.deepEqual(run.outputs, {
        status: 'failed',
        'error-code': 'internal-error',
        'storage-gate': 'skipped',
      });
      assert.deepEqual(
        run.annotations.map(({ level, title }) => `${level} ${title}`),
        ['error aspose-auth: internal-error'],
      );
      const message = run.annotations[0]?.message ?? '';
      assert.match(message, told);
      assert.match(message, /https:\/\/github\.com\/.*\/issues/);
      const readable = run.log.filter((line) => maskOf(line) === undefined);
      assert.ok(!readable.join('\n').includes(SECRET));
      assert.ok(!run.summary.includes(SECRET));
      assert.deepEqual(
        readable.filter((line) => !/^::(debug|error)\b/.test(line)),
        [],
      );
      assert.equal(run.stderr, '');
    });
  }

  test('is no success in the summary', async () => {
    const run = await runAgainst(service(), {
      inputs: makeCredentials(),
      preload: sendBy(`throw new Error('The cat sat on it');`),
    });
    assert.equal(run.outputs['error-code'], 'internal-error');
    assert.doesNotMatch(run.summary, /authenticated/);
  });

  test('leaves its stack to the debug log', async () => {
    const run = await runAgainst(service(), {
      inputs: makeCredentials(),
      preload: sendBy(`throw new Error('The cat sat on it');`),
    });
    const stack = run.log.filter((line) => /\bat .*:\d+:\d+\)?$/.test(line));
    assert.ok(stack.length > 0);
    assert.deepEqual(
      stack.filter((line) => !line.startsWith('::debug::')),
      [],
    );
    assert.doesNotMatch(run.annotations[0]?.message ?? '', /:\d+:\d+/);
  });

  for (const file of ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_STATE']) {
    test(`comes of a missing ${file}`, async () => {
      const run = await runAgainst(service(), {
        inputs: makeCredentials(),
        env: { [file]: '/nowhere/at/all' },
      });
      assert.equal(run.exitCode, 1);
      assert.deepEqual(
        run.annotations.map(({ level, title }) => `${level} ${title}`),
        ['error aspose-auth: internal-error'],
      );
      assert.match(run.annotations[0]?.message ?? '', /\/nowhere\/at\/all/);
    });
  }
});

describe('no text from outside becomes a workflow command', AT_ONCE, () => {
  /** The names of the commands that the runner finds in the log. */
  function commandsIn({ log }: ActionRun): string[] {
    return log
      .join('\n')
      .split(/[\r\n\u0085\u2028\u2029]+/)
      .flatMap((line) => {
        const [, command] = /^\s*::([\w-]+)(?: .*?)?::/.exec(line) ?? [];
        // Where a line is no command as a whole, the runner looks for one of the older kind anywhere in it.
        const [, older] = /##\[([\w-]+)/.exec(line) ?? [];
        return command ?? (older === undefined ? [] : `##[${older}]`);
      });
  }

  const token = 'opaque-token';
  const hostile = [
    '::error::x',
    '  ::add-mask::true',
    'a##[add-mask]b',
    '##[error]x',
    'a%0A::error::x',
    'a\u2028::error::x',
    '::stop-commands::x',
  ];

  for (const text of hostile) {
    test(`not ${JSON.stringify(text)} in the storage inputs`, async () => {
      const run = await runAgainst(
        ({ path }, response) =>
          json(response, path.includes('/folder') ? { value: [] } : { exists: false }),
        {
          inputs: {
            'access-token': token,
            'storage-path': text,
            'storage-name': text,
            'storage-list': text,
            'storage-required': 'false',
          },
        },
      );
      assert.equal(run.exitCode, 0);
      assert.deepEqual(new Set(commandsIn(run)), new Set(['add-mask', 'debug']));
      assert.deepEqual(run.masks, [token]);
      assert.deepEqual(run.annotations, []);
    });

    test(`not ${JSON.stringify(text)} in a failure`, async () => {
      const run = await runAgainst((_, response) => json(response, { exists: false }), {
        inputs: { 'access-token': token, 'storage-path': text },
      });
      assert.equal(run.outputs['error-code'], 'storage-gate-failed');
      assert.deepEqual(new Set(commandsIn(run)), new Set(['add-mask', 'debug', 'error']));
      assert.deepEqual(run.masks, [token]);
      assert.equal(run.annotations.length, 1);
    });

    test(`not ${JSON.stringify(text)} in a bad input`, async () => {
      const run = await runAction({
        inputs: {
          'access-token': token,
          'base-url': text,
          'env-name': `\u001b${text}`,
          'storage-path': `\n\u0001${text}\n::error::x`,
          'storage-expect': text,
        },
      });
      assert.equal(run.outputs['error-code'], 'invalid-input');
      assert.deepEqual(commandsIn(run), ['add-mask', 'error']);
      assert.deepEqual(run.masks, [token]);
    });

    test(`not ${JSON.stringify(text)} from the server`, async () => {
      const lines = `x\r\n${text}\n${text}`;
      const inputs = makeCredentials();
      const run = await runAgainst(
        (_, response) => {
          response.statusMessage = text.replaceAll(/[^ -~]/g, '');
          json(response, { error: text, error_description: text, [lines]: lines }, { status: 400 });
        },
        { inputs },
      );
      assert.equal(run.outputs['error-code'], 'credentials-rejected');
      assert.deepEqual(commandsIn(run), ['add-mask', 'debug', 'error']);
      assert.deepEqual(run.masks, [inputs['client-secret']]);
    });
  }

  test('not lines in the text of the server', async () => {
    const lines = 'x\n::error::x\r\n::add-mask::true\r##[error]x';
    const inputs = makeCredentials();
    const run = await runAgainst(
      (_, response) => json(response, { error: lines, error_description: lines }, { status: 400 }),
      { inputs },
    );
    assert.deepEqual(commandsIn(run), ['add-mask', 'debug', 'error']);
    assert.deepEqual(run.masks, [inputs['client-secret']]);
    assert.equal(run.annotations.length, 1);
  });

  test('not the name of a fork', async () => {
    const lines = 'x\n::error::x\r\n::add-mask::true\r##[error]x';
    const run = await runAction({
      event: {
        pull_request: {
          head: { repo: { full_name: lines } },
          base: { repo: { full_name: 'org/site' } },
        },
      },
      env: { GITHUB_EVENT_NAME: 'pull_request' },
    });
    assert.equal(run.outputs['error-code'], 'missing-credentials');
    assert.deepEqual(commandsIn(run), ['error']);
    assert.match(run.annotations[0]?.message ?? '', /\bfork\b/);
  });

  test('not the name of a listed file, which reaches the output alone', async () => {
    const name = '::error::x\n::add-mask::true';
    const run = await runAgainst(
      (_, response) => json(response, { value: [{ name, path: `/${name}`, isFolder: false }] }),
      { inputs: { 'access-token': token, 'storage-list': '/' } },
    );
    assert.equal(JSON.parse(run.outputs['storage-files'] ?? '')[0].name, name);
    assert.deepEqual(new Set(commandsIn(run)), new Set(['add-mask', 'debug']));
  });
});
