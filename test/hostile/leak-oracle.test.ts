import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { FAULTS, type FaultName, refusing } from '../support/faults.ts';
import { assertNoLeak, findLeaks } from '../support/leak-oracle.ts';
import { startProxy } from '../support/proxy.ts';
import { type ActionRun, type RunOptions, runAction } from '../support/run-action.ts';
import {
  type Answerer,
  json,
  makeJwt,
  type ReceivedRequest,
  startServer,
} from '../support/server.ts';

const AT_ONCE = { concurrency: 6 };

const CLIENT_ID = 'b0a3f7b0-5d4c-4c0e-9d6c-1f2e3d4c5b6a';

/** The same characters at every run, all of printable ASCII among them. */
function pseudoRandom(length: number, seed: number): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCharCode(0x20 + Math.floor((state / 2 ** 32) * 95));
  }).join('');
}

/** Made-up client secrets. */
const SECRETS = {
  'of the usual shape': '5f0c3a9e7b1d4826a0c4e8f2b6d91735',
  'of 200 random characters': `x${pseudoRandom(198, 20_260_131)}x`,
  'with marks': `pa+ss&wo%rd="quo'ted"<&>/one\\two%0A::x`,
  'of many lines': 'first-line-4711\r\nsecond "line" 0815\n\nthird-line-%2B+=&',
} as const;

type Shape = keyof typeof SECRETS;

/** As much of `secret` as can be the name of a host. */
function hostName(secret: string): string {
  const names = secret.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return names.reduce((longest, name) => (name.length > longest.length ? name : longest));
}

const SHAPES = Object.keys(SECRETS) as Shape[];

describe('the oracle', () => {
  const secret = 'correct+horse/battery=staple';
  const mask = (value: string) =>
    `::add-mask::${value.replaceAll('%', '%25').replaceAll('\n', '%0A')}`;

  /** A run that went well, but for what a test says of it. */
  function runWith(parts: Partial<ActionRun>): ActionRun {
    return {
      exitCode: 0,
      log: [],
      stderr: '',
      outputs: {},
      env: {},
      state: {},
      summary: '',
      files: '',
      annotations: [],
      masks: [],
      ...parts,
    };
  }

  const base64After = (before: string) => Buffer.from(before + secret).toString('base64');
  const planted: Record<string, { shown: string; form: string }> = {
    'the secret': { shown: secret, form: 'text' },
    'twelve characters of it': { shown: `(${secret.slice(7, 19)})`, form: 'text' },
    'its URL encoding': { shown: encodeURIComponent('=/+&äöü'), form: 'URL encoding' },
    'its form encoding': { shown: 'all+at+once%21', form: 'form encoding' },
    'its JSON escape': { shown: String.raw`back\\slash\"quote`, form: 'JSON escape' },
    'its base64': { shown: base64After(''), form: 'base64, alignment 0' },
    'its base64 after one character': { shown: base64After(':'), form: 'base64, alignment 1' },
    'its base64 after two characters': { shown: base64After('a:'), form: 'base64, alignment 2' },
    'its base64 after many characters': {
      shown: base64After('user:'),
      form: 'base64, alignment 2',
    },
    'its hex': { shown: Buffer.from(secret).toString('hex'), form: 'hex' },
  };
  const secrets = [secret, '=/+&äöü', 'all at once!', String.raw`back\slash"quote`];
  for (const [what, { shown, form }] of Object.entries(planted)) {
    for (const place of ['log', 'stderr', 'summary', 'error', 'expiresAt', 'expires-in']) {
      test(`finds ${what} in: ${place}`, () => {
        const text = `before ${shown} after`;
        const leaks = findLeaks(
          runWith({
            log: place === 'log' ? [text] : [],
            stderr: place === 'stderr' ? text : '',
            summary: place === 'summary' ? text : '',
            annotations:
              place === 'error' ? [{ level: place, title: 'aspose-auth', message: text }] : [],
            state: place === 'expiresAt' ? { expiresAt: text } : {},
            outputs: place === 'expires-in' ? { 'expires-in': text } : {},
          }),
          secrets,
        );
        assert.equal(leaks.length, 1, leaks.join('\n'));
        assert.match(
          leaks[0] ?? '',
          new RegExp(`^${place}: ${form} of secret \\d, in: (aspose-auth: )?before`),
        );
      });
    }
  }

  test('passes a log in which the runner masks the secret and what it derives from it', () => {
    const bytes = Buffer.from(secret);
    const log = [
      mask(secret),
      ...[secret, encodeURIComponent(secret), bytes.toString('base64')],
      ...[1, 2].map((shift) => `${bytes.subarray(shift).toString('base64')} is cut`),
      `${secret}${secret} and ${secret}`,
    ];
    assertNoLeak(runWith({ log }), [secret], ['is cut', 'and']);
  });

  test('finds the base64 of which the runner masks no more than a part', () => {
    const log = [mask(secret), Buffer.from(`${secret}:and more`).toString('base64')];
    assert.match(findLeaks(runWith({ log }), [secret]).join(), /base64, alignment 0/);
  });

  test('finds a secret that comes before its mask', () => {
    const log = [`Now: ${secret}`, mask(secret), `Then: ${secret}`];
    assert.deepEqual(findLeaks(runWith({ log }), [secret]), [
      `log: text of secret 1, in: Now: ${secret}`,
    ]);
  });

  test('finds what the mask of another value leaves over', () => {
    const log = [mask('staple'), secret];
    assert.deepEqual(findLeaks(runWith({ log }), [secret]), [
      'log: text of secret 1, in: correct+horse/battery=***',
    ]);
  });

  test('masks each line of a value that has several', () => {
    const lines = `${secret}\nanother line of it`;
    const log = [mask(lines), `1: ${secret}`, '2: another line of it'];
    assertNoLeak(runWith({ log }), [lines]);
  });

  test('takes a mask for what its escapes stand for', () => {
    const log = [mask('100%0A is one line'), '100%0A is one line'];
    assertNoLeak(runWith({ log }), ['100%0A is one line']);
  });

  test('reads a command as the runner shows it', () => {
    const log = [mask('1%2B1=2, always'), '::notice title=a::b: 1%252B1=2, always'];
    assertNoLeak(runWith({ log }), ['1%2B1=2, always']);
  });

  test('finds a secret in a debug line, although it is masked', () => {
    const log = [mask(secret), `::debug::with ${secret}`];
    assert.deepEqual(findLeaks(runWith({ log }), [secret]), [
      `debug: text of secret 1, in: with ${secret}`,
    ]);
  });

  test('finds a short secret as a whole', () => {
    assert.match(findLeaks(runWith({ log: ['with 8 char5 x'] }), ['8 char5 ']).join(), /text/);
  });

  test('lets the token be an output, and nothing else', () => {
    const outputs = { 'access-token': secret, 'token-type': secret };
    assert.deepEqual(findLeaks(runWith({ outputs }), [secret]), [
      `token-type: text of secret 1, in: ${secret}`,
    ]);
  });

  test('finds what is innocent and masked', () => {
    const run = runWith({
      log: ['exists: true', mask('rue'), 'exists: true', 'a storage'],
      outputs: { 'storage-exists': 'true' },
    });
    assert.deepEqual(findLeaks(run, [], ['true', 'a storage']), [
      'log: "true" is masked, in: exists: true',
      'storage-exists: masked, in: true',
      '"true" is masked in the later steps',
    ]);
  });
});

describe('no secret is left', AT_ONCE, () => {
  const PATH = '/reports of 2026/final page.html';
  const STORAGE = 'Main Storage';
  const PASSWORD = 'proxy+passw0rd/of-2026';
  const storageInputs = { 'storage-path': PATH, 'storage-name': STORAGE };

  interface Scenario {
    /** Answers the token request; `token` is what a good answer would hold. */
    readonly token?: Strike;
    readonly storage?: Strike;
    readonly inputs?: RunOptions['inputs'];
    readonly preload?: (ports: { token: number; storage: number }) => string;
    /** The status, or the code of the failure. */
    readonly ends: string;
    /** With which the environment is to lead through a proxy that asks for this password. */
    readonly proxy?: 'takes the password' | 'refuses it';
  }

  interface Moment {
    readonly request: ReceivedRequest;
    readonly response: Parameters<Answerer>[1];
    readonly good: string;
    readonly elsewhere: string;
    readonly secret: string;
    readonly count: number;
  }
  type Strike = (moment: Moment) => unknown;

  let ran = 0;

  async function run(
    { token, storage, inputs, preload, proxy }: Scenario,
    { secret, debug }: { secret: string; debug: boolean },
  ): Promise<{ run: ActionRun; secrets: string[]; innocents: string[] }> {
    const issued: string[] = [];
    const well: Strike = ({ response, good }) => json(response, JSON.parse(good));
    const elsewhere = 'https://elsewhere.example/away';
    await using tokens = await startServer((request, response, count) => {
      issued.push(makeJwt());
      const good = JSON.stringify({ access_token: issued.at(-1), expires_in: 3600 });
      return (token ?? well)({ request, response, good, elsewhere, secret, count });
    });
    await using store = await startServer((request, response, count) => {
      const good = JSON.stringify({ exists: true, isFolder: false });
      return (storage ?? well)({ request, response, good, elsewhere, secret, count });
    });
    const ports = {
      token: Number(new URL(tokens.url).port),
      storage: Number(new URL(store.url).port),
    };
    await using gateway = await startProxy({
      credentials: proxy === 'refuses it' ? 'other:credentials' : `user:${PASSWORD}`,
      port: ports.token,
    });
    const origin = { token: tokens.url, storage: store.url };
    const proxied = {
      http_proxy: `http://user:${encodeURIComponent(PASSWORD)}@${gateway.host}`,
      no_proxy: proxy === undefined ? '127.0.0.1' : '',
    };
    const ended = await runAction({
      inputs: {
        'client-id': CLIENT_ID,
        'client-secret': secret,
        'token-url': `${proxy === undefined ? origin.token : 'http://made-up.example'}/connect/token`,
        'storage-url': `${origin.storage}/v4.0/html`,
        'allow-http': 'true',
        // For a machine that is busy with other tests.
        'timeout-seconds': '5',
        ...inputs,
      },
      env: { ...proxied, ...(debug ? { RUNNER_DEBUG: '1' } : {}) },
      preload: preload === undefined ? [] : [preload(ports)],
      killAfter: 20_000,
    });
    ran++;
    const sent = [...issued, inputs?.['access-token'] ?? ''].filter((text) => text !== '');
    return {
      run: ended,
      secrets: [
        secret,
        secret.trim(),
        PASSWORD,
        ...sent.flatMap((text) => [text, ...text.split('.').slice(1)]),
      ],
      innocents: [
        PATH,
        STORAGE,
        new URL(tokens.url).host,
        new URL(store.url).host,
        'made-up.example',
        'elsewhere.example',
        ...[ended.outputs['expires-at'] ?? '', 'true', 'Bearer'].filter((text) => text !== ''),
      ],
    };
  }

  function check(what: string, scenario: Scenario, shape: Shape, debug: boolean): void {
    test(`${what}, with a secret ${shape}${debug ? ', with step debug on' : ''}`, async () => {
      const ended = await run(scenario, { secret: SECRETS[shape], debug });
      const { outputs } = ended.run;
      assertNoLeak(ended.run, ended.secrets, ended.innocents);
      assert.equal(outputs['error-code'] ?? outputs.status, scenario.ends);
    });
  }

  /** Each fault meets each kind of secret, by turns. */
  const places = ['token', 'storage'] as const;
  for (const [index, fault] of (Object.keys(FAULTS) as FaultName[]).entries()) {
    for (const [turn, place] of places.entries()) {
      for (const debug of [false, true]) {
        const shape = SHAPES[(index + 2 * turn + Number(debug)) % SHAPES.length] as Shape;
        const strike = FAULTS[fault];
        test(`${fault} at the ${place}, with a secret ${shape}${debug ? ', with step debug on' : ''}`, async () => {
          const isWell = fault === 'JSON under text/html';
          const given = makeJwt();
          const ended = await run(
            {
              ends: '',
              inputs: {
                ...storageInputs,
                ...(isWell ? {} : { 'timeout-seconds': '1' }),
                // Reused as a second use in one job does it, and so the storage is the first to be asked.
                ...(place === 'storage' ? { 'access-token': given } : {}),
              },
              ...(strike === 'refused'
                ? { preload: (ports) => refusing(ports[place], {}) }
                : { [place]: strike }),
            },
            { secret: SECRETS[shape], debug },
          );
          assertNoLeak(ended.run, ended.secrets, ended.innocents);
          assert.equal(ended.run.outputs.status, isWell ? 'authenticated' : 'failed');
          assert.notEqual(ended.run.outputs['error-code'], 'internal-error');
        });
      }
    }
  }

  /** The texts in which a server can throw a rejected secret back. */
  const echoes: Record<string, (moment: Moment) => string> = {
    'as it is': ({ secret }) => `The secret ${secret} is wrong`,
    'as it was sent': ({ request }) => `Wrong: ${request.body}`,
    'as JSON': ({ secret }) => `Not ${JSON.stringify(secret)}`,
    'as base64': ({ secret }) => `Not ${Buffer.from(secret).toString('base64')}`,
    'as base64 after the id': ({ secret }) =>
      `Basic ${Buffer.from(`${CLIENT_ID}:${secret}`).toString('base64')}`,
    'cut short': ({ secret }) => `The secret ${secret.slice(0, 20)}... is wrong`,
    'as it was sent and cut short': ({ request }) => request.body.slice(0, 120),
    'line by line': ({ secret }) => secret.split(/[\r\n]+/).join(' '),
  };
  const rejections = Object.fromEntries(
    Object.entries(echoes).map(([how, echo]): [string, Scenario] => [
      `a wrong secret, told back ${how}`,
      {
        token: (moment) =>
          json(
            moment.response,
            { error: 'invalid_client', error_description: echo(moment) },
            { status: 401 },
          ),
        ends: 'credentials-rejected',
      },
    ]),
  );
  const throwing = (code: string) => () => `data:text/javascript,${encodeURIComponent(code)}`;

  const scenarios: Record<string, Scenario> = {
    ...rejections,
    'a success': { inputs: storageInputs, ends: 'authenticated' },
    'a failed gate': {
      storage: ({ response }) => json(response, { exists: false }),
      inputs: storageInputs,
      ends: 'storage-gate-failed',
    },
    'a skip': {
      inputs: { 'client-id': '', 'on-missing-credentials': 'skip', ...storageInputs },
      ends: 'skipped',
    },
    'missing credentials': { inputs: { 'client-id': '' }, ends: 'missing-credentials' },
    'a given token': {
      inputs: { 'access-token': makeJwt(), ...storageInputs },
      ends: 'authenticated',
    },
    'a given token that is too old': {
      inputs: { 'access-token': makeJwt(-10), ...storageInputs },
      ends: 'authenticated',
    },
    'a refresh': {
      storage: ({ response, good, count }) =>
        count === 0 ? response.writeHead(401).end() : json(response, JSON.parse(good)),
      inputs: storageInputs,
      ends: 'authenticated',
    },
    'a token told back by the storage': {
      storage: ({ request, response }) =>
        json(response, { error: request.headers.authorization }, { status: 403 }),
      inputs: storageInputs,
      ends: 'storage-denied',
    },
    'a proxy that takes the password': {
      proxy: 'takes the password',
      ends: 'authenticated',
    },
    'a proxy that refuses the password': { proxy: 'refuses it', ends: 'unreachable' },
    'a wrong secret, told back in the body': {
      token: ({ request, response, secret }) =>
        response.writeHead(401).end(`${request.body} ${secret}`),
      ends: 'credentials-rejected',
    },
    'a wrong secret, told back in a header': {
      token: ({ request, response }) =>
        response.writeHead(401, { 'www-authenticate': `Bearer error="${request.body}"` }).end(),
      ends: 'credentials-rejected',
    },
    'a wrong secret, told back in the error': {
      token: ({ response, secret }) => json(response, { error: secret }, { status: 400 }),
      ends: 'credentials-rejected',
    },
    'a redirect with the secret in its address': {
      token: ({ request, response, elsewhere, secret }) =>
        response
          .writeHead(302, {
            location: `${elsewhere}/${encodeURIComponent(secret)}?${request.body}`,
          })
          .end(),
      ends: 'unexpected-redirect',
    },
    'a redirect to a host of that name': {
      token: ({ response, secret }) =>
        response
          .writeHead(302, { location: `https://${hostName(secret)}.elsewhere.example/` })
          .end(),
      ends: 'unexpected-redirect',
    },
    'an internal error': {
      preload: throwing(`
        import http from 'node:http';
        http.request = () => { throw new Error('A bug, with ' + process.env['INPUT_CLIENT-SECRET']); };`),
      ends: 'internal-error',
    },
    'an internal error that tells a part of the secret': {
      preload: throwing(`
        import http from 'node:http';
        http.request = () => { throw new Error('A bug, with ' + process.env['INPUT_CLIENT-SECRET'].slice(0, 20)); };`),
      ends: 'internal-error',
    },
  };
  for (const [what, scenario] of Object.entries(scenarios)) {
    for (const shape of SHAPES) {
      for (const debug of [false, true]) {
        check(what, scenario, shape, debug);
      }
    }
  }

  after((t) => {
    if ('diagnostic' in t) {
      t.diagnostic(`${ran} scenarios have been through the leak oracle`);
    }
  });
});
