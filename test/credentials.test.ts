import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parseRetryAfter } from '../src/http/send.ts';
import { makeCredentials, makeJwt } from './support/credentials.ts';
import { type ActionRun, type RunOptions, runAction } from './support/run-action.ts';
import { type Answerer, json, type ReceivedRequest, startServer } from './support/server.ts';

const AT_ONCE = { concurrency: 4 };
const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

type ServedRun = ActionRun & { readonly requests: readonly ReceivedRequest[] };

/** Runs with good credentials against a service that answers everything by `answer`. */
async function runAgainst(answer: Answerer, options: RunOptions = {}): Promise<ServedRun> {
  await using server = await startServer(answer);
  const inputs = { ...makeCredentials(), 'base-url': server.url, ...options.inputs };
  const run = await runAction({ ...options, inputs });
  return { ...run, requests: server.requests };
}

/** Runs against a service that sends `body` as it is in answer to the token request. */
function runAnswered(body: string, options?: RunOptions): Promise<ServedRun> {
  return runAgainst((_, response) => response.end(body), options);
}

/** Runs against a service that answers every token request by `body`. */
function runGranted(body: object, options?: RunOptions): Promise<ServedRun> {
  return runAgainst((_, response) => json(response, body), options);
}

/** Runs against a service that turns the credentials down. */
function runRejected(body: object, options?: RunOptions): Promise<ServedRun> {
  return runAgainst((_, response) => json(response, body, { status: 400 }), options);
}

/** Runs without a service that could be asked. */
function runAlone(options: RunOptions): Promise<ServedRun> {
  return runAgainst((_, response) => json(response, {}, { status: 500 }), {
    ...options,
    inputs: { 'client-id': '', 'client-secret': '', ...options.inputs },
  });
}

/** Proves that the run failed with `code`, in one annotation and without a token, and gives what the annotation says. */
function failure({ exitCode, outputs, env, annotations }: ActionRun, code: string): string {
  const errors = annotations.filter(({ level }) => level === 'error');
  assert.deepEqual(
    errors.map(({ title }) => title),
    [`aspose-auth: ${code}`],
  );
  assert.deepEqual(outputs, { status: 'failed', 'error-code': code, 'storage-gate': 'skipped' });
  assert.deepEqual(env, {});
  assert.equal(exitCode, 1);
  return errors[0]?.message ?? '';
}

/** Proves that the run published `token`, and gives what it tells of the expiry. */
function published({ exitCode, outputs, env }: ActionRun, token: string) {
  assert.equal(outputs['access-token'], token);
  assert.equal(outputs['token-type'], 'Bearer');
  assert.equal(outputs.status, 'authenticated');
  assert.deepEqual(env, { ASPOSE_ACCESS_TOKEN: token });
  assert.equal(exitCode, 0);
  return { expiresIn: outputs['expires-in'] ?? '', expiresAt: outputs['expires-at'] ?? '' };
}

/** The instant that the claim `exp` of a JWT names. */
function expiryOf(jwt: string): string {
  const { exp } = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
  return new Date(exp * 1000).toISOString().replace('.000Z', 'Z');
}

describe('the token request', AT_ONCE, () => {
  test('is a client credentials grant', async () => {
    const credentials = makeCredentials();
    const { requests } = await runGranted({ access_token: makeJwt() }, { inputs: credentials });
    assert.deepEqual(
      requests.map(({ method, path, headers, body }) => ({
        method,
        path,
        type: headers['content-type'],
        accept: headers.accept,
        form: Object.fromEntries(new URLSearchParams(body)),
      })),
      [
        {
          method: 'POST',
          path: '/connect/token',
          type: 'application/x-www-form-urlencoded',
          accept: 'application/json',
          form: {
            grant_type: 'client_credentials',
            client_id: credentials['client-id'],
            client_secret: credentials['client-secret'],
          },
        },
      ],
    );
  });

  test('names the action and the version of package.json', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
    );
    const { requests } = await runGranted({ access_token: makeJwt() });
    assert.equal(requests[0]?.headers['user-agent'], `aspose-auth/${version}`);
  });

  test('is sent once', async () => {
    const { requests } = await runGranted({ access_token: makeJwt() });
    assert.equal(requests.length, 1);
  });

  for (const value of ['a+b&c=d%e%41', 'with space', 'ümläut€', '"quoted"#;/?', '$(id)`id`']) {
    test(`encodes credentials like ${value}`, async () => {
      const { requests } = await runGranted(
        { access_token: makeJwt() },
        { inputs: { 'client-id': `id ${value}`, 'client-secret': value } },
      );
      assert.deepEqual(Object.fromEntries(new URLSearchParams(requests[0]?.body)), {
        grant_type: 'client_credentials',
        client_id: `id ${value}`,
        client_secret: value,
      });
      assert.match(requests[0]?.body ?? '', /^[\w.*+%&=-]+$/);
    });
  }

  for (const status of [301, 302, 303, 307, 308]) {
    test(`follows no redirect (${status}), which would carry the secret elsewhere`, async () => {
      await using elsewhere = await startServer((_, response) =>
        json(response, { access_token: makeJwt() }),
      );
      const run = await runAgainst((_, response) => {
        response.writeHead(status, { location: `${elsewhere.url}/connect/token` }).end();
      });
      const message = failure(run, 'unexpected-redirect');
      assert.ok(message.includes(new URL(elsewhere.url).host), message);
      assert.deepEqual(elsewhere.requests, []);
      assert.equal(run.requests.length, 1);
    });
  }
});

describe('white space around a credential', AT_ONCE, () => {
  const parameters = { 'client-id': 'client_id', 'client-secret': 'client_secret' };
  for (const [input, parameter] of Object.entries(parameters)) {
    for (const around of ['V\n', ' V', '\tV \r\n']) {
      test(`is trimmed off ${input}, with a warning: ${JSON.stringify(around)}`, async () => {
        const given = around.replace('V', 'the-given-value');
        const run = await runGranted({ access_token: makeJwt() }, { inputs: { [input]: given } });
        assert.equal(run.outputs.status, 'authenticated');
        const sent = new URLSearchParams(run.requests[0]?.body).get(parameter);
        assert.equal(sent, 'the-given-value');
        assert.equal(run.annotations.length, 1);
        const [{ level, message } = {}] = run.annotations;
        assert.equal(level, 'warning');
        assert.match(message ?? '', new RegExp(`\\b${input}\\b.*white space`));
        assert.doesNotMatch(message ?? '', /the-given-value/);
      });
    }
  }

  test('inside of it is left alone, without a warning', async () => {
    const inputs = { 'client-id': 'my id', 'client-secret': 'my own secret' };
    const run = await runGranted({ access_token: makeJwt() }, { inputs });
    assert.equal(new URLSearchParams(run.requests[0]?.body).get('client_secret'), 'my own secret');
    assert.deepEqual(run.annotations, []);
  });
});

describe('a token response', AT_ONCE, () => {
  const token = makeJwt();
  const bad: Record<string, string> = {
    'is empty': '',
    'is no JSON': '<html>Welcome to the hotel</html>',
    'is cut short': `{"access_token":"${token}`,
    'is an array': JSON.stringify([{ access_token: token }]),
    'is a string': JSON.stringify(token),
    'is null': 'null',
    'has no access_token': JSON.stringify({ token }),
    'has an empty access_token': JSON.stringify({ access_token: '' }),
    'has an access_token with a space': JSON.stringify({ access_token: 'to ken' }),
    'has an access_token with a space around it': JSON.stringify({ access_token: ' token' }),
    'has an access_token with a line break': JSON.stringify({ access_token: 'to\nken' }),
    'has an access_token that ends with a line break': JSON.stringify({ access_token: 'token\n' }),
    'has an access_token with a no-break space': JSON.stringify({ access_token: 'to\u00a0ken' }),
    'has an access_token with a control character': JSON.stringify({ access_token: 'to\u0000k' }),
    'has an access_token that is a number': JSON.stringify({ access_token: 7 }),
    'has an access_token that is null': JSON.stringify({ access_token: null }),
    'has another token_type': JSON.stringify({ access_token: token, token_type: 'mac' }),
    'has an empty token_type': JSON.stringify({ access_token: token, token_type: '' }),
    'has a token_type that is a number': JSON.stringify({ access_token: token, token_type: 1 }),
    'has an expires_in in words': JSON.stringify({ access_token: token, expires_in: 'an hour' }),
    'has an expires_in with a unit': JSON.stringify({ access_token: token, expires_in: '3600s' }),
    'has an empty expires_in': JSON.stringify({ access_token: token, expires_in: '' }),
    'has an expires_in that is a boolean': JSON.stringify({
      access_token: token,
      expires_in: true,
    }),
    'has an expires_in that is a list': JSON.stringify({ access_token: token, expires_in: [60] }),
  };
  for (const [what, body] of Object.entries(bad)) {
    test(`is a bad one when it ${what}`, async () => {
      const run = await runAnswered(body);
      const message = failure(run, 'bad-response');
      assert.match(message, /127\.0\.0\.1:\d+ .*\bHTTP 200\b/);
      assert.equal(run.requests.length, 1);
      assert.deepEqual(Object.keys(run.state), ['asposeAuthStarted']);
    });
  }

  const good: Record<string, object> = {
    'has an access_token alone': { access_token: token },
    'says Bearer': { access_token: token, token_type: 'Bearer' },
    'says bearer': { access_token: token, token_type: 'bearer' },
    'says BEARER': { access_token: token, token_type: 'BEARER' },
    'writes its keys in upper case': { ACCESS_TOKEN: token, TOKEN_TYPE: 'Bearer', EXPIRES_IN: 60 },
    'writes its keys in another case': { Access_Token: token, Token_Type: 'bearer' },
    'has more keys': { access_token: token, scope: 'api', refresh_token: 'x', nested: { a: [] } },
  };
  for (const [what, body] of Object.entries(good)) {
    test(`is a good one when it ${what}`, async () => {
      published(await runGranted(body), token);
    });
  }

  test('is a good one with any status of 2xx', async () => {
    const run = await runAgainst((_, response) =>
      json(response, { access_token: token }, { status: 201 }),
    );
    published(run, token);
  });
});

describe('the expiry', AT_ONCE, () => {
  for (const expiresIn of [600, '600', 600.9, '600.9']) {
    test(`comes from expires_in, whatever the token says: ${JSON.stringify(expiresIn)}`, async () => {
      const token = makeJwt(7200);
      const before = Date.now();
      const run = await runGranted({ access_token: token, expires_in: expiresIn });
      const after = Date.now();
      const expiry = published(run, token);
      assert.match(expiry.expiresIn, /^\d+$/);
      assert.ok(Number(expiry.expiresIn) <= 600 && Number(expiry.expiresIn) > 500);
      assert.match(expiry.expiresAt, ISO_INSTANT);
      const instant = Date.parse(expiry.expiresAt);
      assert.ok(instant >= before + 599_000 && instant <= after + 601_000);
      assert.equal(run.state.asposeAuthExpiresAt, expiry.expiresAt);
    });
  }

  test('comes from the claim exp when there is no expires_in', async () => {
    const token = makeJwt(7200);
    const expiry = published(await runGranted({ access_token: token }), token);
    assert.equal(expiry.expiresAt, expiryOf(token));
    assert.ok(Number(expiry.expiresIn) <= 7200 && Number(expiry.expiresIn) > 7100);
  });

  const opaque = {
    'an opaque token': 'opaque-token',
    'a token of three segments that is no JWT': 'not.a.jwt',
    'a token of every character': '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    'a JWT without exp': [{ alg: 'none' }, { scope: [] }, 0]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.'),
  };
  for (const [what, token] of Object.entries(opaque)) {
    test(`of ${what} is empty, and it is used all the same`, async () => {
      const expiry = published(await runGranted({ access_token: token }), token);
      assert.deepEqual(expiry, { expiresIn: '', expiresAt: '' });
    });

    test(`of ${what} is known when the answer tells it`, async () => {
      const run = await runGranted({ access_token: token, expires_in: 600 });
      const expiry = published(run, token);
      assert.match(expiry.expiresIn, /^(600|5\d\d)$/);
      assert.match(expiry.expiresAt, ISO_INSTANT);
    });
  }

  test('is empty when it is too far away for a date', async () => {
    const body = '{"access_token":"opaque-token","expires_in":1e300}';
    const expiry = published(await runAnswered(body), 'opaque-token');
    assert.deepEqual(expiry, { expiresIn: '', expiresAt: '' });
  });

  test('of a token that is born expired is 0 seconds', async () => {
    const run = await runGranted({ access_token: 'opaque-token', expires_in: 0 });
    const expiry = published(run, 'opaque-token');
    assert.equal(expiry.expiresIn, '0');
    assert.match(expiry.expiresAt, ISO_INSTANT);
  });
});

describe('rejected credentials', AT_ONCE, () => {
  for (const status of [400, 401, 403]) {
    test(`are tried once only (${status}), since five rejections lock them`, async () => {
      const run = await runAgainst((_, response) =>
        json(response, { error: 'invalid_client' }, { status, headers: { 'retry-after': '0' } }),
      );
      const message = failure(run, 'credentials-rejected');
      assert.match(message, /127\.0\.0\.1:\d+ /);
      assert.match(message, new RegExp(`HTTP ${status}\\b`));
      assert.match(message, /invalid_client/);
      assert.match(message, /dashboard/);
      assert.match(message, /\bnew\b.*\bcan take\b/);
      assert.match(message, /left.* not known/);
      assert.equal(run.requests.length, 1);
    });
  }

  for (const body of ['', '<h1>Bad Request</h1>', '["invalid_client"]', '{"error":["a"]}']) {
    test(`need no OAuth error to be told: ${body || 'no body'}`, async () => {
      const run = await runAgainst((_, response) => response.writeHead(400).end(body));
      assert.match(failure(run, 'credentials-rejected'), /\bHTTP 400\b/);
      assert.equal(run.requests.length, 1);
    });
  }

  test('that look swapped are said to', async () => {
    const { 'client-id': id, 'client-secret': secret } = makeCredentials();
    const swapped = { 'client-id': secret, 'client-secret': id };
    const run = await runRejected({ error: 'invalid_client' }, { inputs: swapped });
    const message = failure(run, 'credentials-rejected');
    assert.match(message, /swapped/);
    assert.ok(!message.includes(id) && !message.includes(secret));
  });

  test('that do not look swapped are not said to', async () => {
    const run = await runRejected({ error: 'invalid_client' });
    assert.doesNotMatch(failure(run, 'credentials-rejected'), /swapped/);
  });

  const legal = {
    'a description': 'Unknown client; ask "Bob" \\ or <him>.',
    'a description of 200 characters': 'd'.repeat(200),
    'a description with a percent sign and a colon': '100 %25 sure:: no',
  };
  for (const [what, description] of Object.entries(legal)) {
    test(`are explained by the server: ${what}`, async () => {
      const run = await runRejected({ error: 'invalid_client', error_description: description });
      const message = failure(run, 'credentials-rejected');
      assert.ok(message.includes('invalid_client') && message.includes(description), message);
    });
  }

  const illegal = {
    'over 200 characters': `MARK${'d'.repeat(197)}`,
    'not ASCII': 'MARK für dich',
    'of several lines': 'MARK\n::set-output name=access-token::stolen',
    'with a carriage return': 'MARK\r::set-output name=access-token::stolen',
    'with a tab': 'MARK\tx',
    'with a control character': 'MARK\u001b[2J',
    'with a DEL': 'MARK\u007f',
    'no string': { text: 'MARK' },
  };
  for (const [what, description] of Object.entries(illegal)) {
    test(`are not explained by a description that is ${what}`, async () => {
      const run = await runRejected({ error: 'invalid_client', error_description: description });
      assert.match(failure(run, 'credentials-rejected'), /\bHTTP 400\b.*invalid_client/);
      assert.doesNotMatch(run.log.join(''), /MARK|set-output|stolen|\p{Cc}/u);
    });
  }

  for (const error of ['MARK"', 'MARK\\', 'MARK\n::error::x', 'MARKü', `MARK${'x'.repeat(500)}`]) {
    test(`are not explained by an illegal error: ${JSON.stringify(error.slice(0, 20))}`, async () => {
      const run = await runRejected({ error, error_description: 'Try harder.' });
      assert.match(failure(run, 'credentials-rejected'), /\bHTTP 400\b.*Try harder\./);
      assert.doesNotMatch(run.log.join('\n'), /MARK/);
    });
  }

  const secret = 'p+q&r%s=t u/v:w';
  const inputs = { 'client-secret': secret };
  const echoes = {
    'as it is': secret,
    'as a form encodes it': new URLSearchParams({ '': secret }).toString().slice(1),
    'as a URL encodes it': encodeURIComponent(secret),
    "as .NET's HttpUtility encodes it": new URLSearchParams({ '': secret })
      .toString()
      .slice(1)
      .replaceAll(/%../g, (octet) => octet.toLowerCase()),
    'in Base64': Buffer.from(secret).toString('base64'),
  };
  for (const [what, echo] of Object.entries(echoes)) {
    test(`are not explained by a text that holds the secret ${what}`, async () => {
      const run = await runRejected(
        { error: `MARK ${echo}`, error_description: `MARK: no client has (${echo})` },
        { inputs },
      );
      assert.match(failure(run, 'credentials-rejected'), /\bHTTP 400\b/);
      assert.doesNotMatch(run.log.join('\n'), /MARK/);
    });
  }

  test('are not explained by a text that holds a secret too short to be masked', async () => {
    const run = await runRejected(
      { error: 'invalid_client', error_description: 'MARK: not pa55' },
      { inputs: { 'client-secret': 'pa55' } },
    );
    assert.match(failure(run, 'credentials-rejected'), /\bHTTP 400\b.*invalid_client/);
    assert.doesNotMatch(run.log.join('\n'), /MARK/);
  });
});

describe('locked credentials', AT_ONCE, () => {
  const headers = {
    'in seconds': () => '600',
    'as a date': () => new Date(Date.now() + 600_000).toUTCString(),
  };
  for (const [what, retryAfter] of Object.entries(headers)) {
    test(`are tried once only, and told how long, when Retry-After is ${what}`, async () => {
      const run = await runAgainst((_, response) =>
        json(response, {}, { status: 429, headers: { 'retry-after': retryAfter() } }),
      );
      const message = failure(run, 'credentials-locked');
      assert.match(message, /127\.0\.0\.1:\d+ .*HTTP 429/);
      assert.match(message, /10 minutes/);
      assert.match(message, /new .*Secret.* at once/);
      assert.equal(run.requests.length, 1);
    });
  }
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-31T12:00:00Z');
  const rows: [string | undefined, number | undefined][] = [
    [undefined, undefined],
    ['0', 0],
    ['600', 600],
    ['Sat, 31 Jan 2026 12:10:00 GMT', 600],
    ['Sat, 31 Jan 2026 11:00:00 GMT', 0],
    ['', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['600 seconds', undefined],
    ['soon', undefined],
    ['2026-01-31', undefined],
  ];
  for (const [header, seconds] of rows) {
    test(`of ${JSON.stringify(header)} asks to wait ${seconds} seconds`, () => {
      assert.equal(parseRetryAfter(header, now), seconds);
    });
  }
});

describe('missing credentials', AT_ONCE, () => {
  const combinations: Record<string, { inputs: Record<string, string>; empty: RegExp }> = {
    both: {
      inputs: {},
      empty: /client-id and client-secret are empty/,
    },
    'the id': {
      inputs: { 'client-secret': makeCredentials()['client-secret'] },
      empty: /^(?!.*client-secret).*\bclient-id is empty/,
    },
    'the secret': {
      inputs: { 'client-id': makeCredentials()['client-id'] },
      empty: /^(?!.*client-id).*\bclient-secret is empty/,
    },
    'a secret of white space': {
      inputs: { 'client-id': makeCredentials()['client-id'], 'client-secret': ' \n\t' },
      empty: /^(?!.*client-id).*\bclient-secret is empty/,
    },
  };
  for (const [what, { inputs, empty }] of Object.entries(combinations)) {
    test(`are named: ${what}`, async () => {
      const run = await runAlone({ inputs });
      assert.match(failure(run, 'missing-credentials'), empty);
      assert.deepEqual(run.requests, []);
    });
  }

  const base = { repo: { full_name: 'org/site' } };
  const fork = { head: { repo: { full_name: 'stranger/site' } }, base };
  const branch = { head: base, base };
  const generic = /^(?!.*(fork|Dependabot)).*misspelt.*environment/;
  const events: Record<string, { name: string; event: unknown; hint: RegExp }> = {
    'a pull request from a fork': {
      name: 'pull_request',
      event: { pull_request: fork, sender: { login: 'stranger' } },
      hint: /^(?!.*Dependabot).*\bfork\b.*on-missing-credentials/,
    },
    'a pull request from a fork that was deleted': {
      name: 'pull_request',
      event: { pull_request: { head: { repo: null }, base }, sender: { login: 'ghost' } },
      hint: /^(?!.*Dependabot).*\bfork\b.*on-missing-credentials/,
    },
    'a pull request by Dependabot': {
      name: 'pull_request',
      event: { pull_request: branch, sender: { login: 'dependabot[bot]' } },
      hint: /^(?!.*fork).*Dependabot secrets/,
    },
    'a push by Dependabot': {
      name: 'push',
      event: { sender: { login: 'dependabot[bot]' } },
      hint: /^(?!.*fork).*Dependabot secrets/,
    },
    'a pull request from a branch': {
      name: 'pull_request',
      event: { pull_request: branch, sender: { login: 'member' } },
      hint: generic,
    },
    'a pull_request_target from a fork, which has the secrets': {
      name: 'pull_request_target',
      event: { pull_request: fork, sender: { login: 'stranger' } },
      hint: generic,
    },
    'a push': { name: 'push', event: { ref: 'refs/heads/main' }, hint: generic },
    'an event that is no object': { name: 'push', event: 'push', hint: generic },
  };
  for (const [what, { name, event, hint }] of Object.entries(events)) {
    test(`are explained by ${what}`, async () => {
      const run = await runAlone({ event, env: { GITHUB_EVENT_NAME: name } });
      assert.match(failure(run, 'missing-credentials'), hint);
    });
  }

  test('are explained without an event file', async () => {
    const run = await runAlone({ env: { GITHUB_EVENT_PATH: '/nowhere/event.json' } });
    assert.match(failure(run, 'missing-credentials'), generic);
  });

  test('leave the gate unknown when a check was asked for', async () => {
    const run = await runAlone({ inputs: { 'storage-path': '/a' } });
    assert.equal(run.outputs['storage-gate'], 'unknown');
    assert.equal(run.outputs['error-code'], 'missing-credentials');
  });

  for (const inputs of [{}, { 'storage-path': '/a' }, { 'client-id': 'an-id-alone' }]) {
    test(`are skipped on demand, with ${JSON.stringify(inputs)}`, async () => {
      const run = await runAlone({ inputs: { 'on-missing-credentials': 'skip', ...inputs } });
      assert.equal(run.exitCode, 0);
      assert.deepEqual(run.outputs, { status: 'skipped', 'storage-gate': 'skipped' });
      assert.deepEqual(run.env, {});
      assert.deepEqual(run.requests, []);
    });
  }

  test('are not skipped when there are some', async () => {
    const token = makeJwt();
    const run = await runGranted(
      { access_token: token },
      { inputs: { 'on-missing-credentials': 'skip' } },
    );
    published(run, token);
  });
});

describe('a given token', AT_ONCE, () => {
  interface Row {
    readonly given: string;
    readonly minValidity?: string;
  }
  const usable: Record<string, Row> = {
    'has more left than asked for': { given: makeJwt(3600) },
    'has less than the default left, but as much as asked for': {
      given: makeJwt(50),
      minValidity: '0',
    },
    'does not tell its expiry': { given: 'opaque-token', minValidity: '86400' },
  };
  const tooOld: Record<string, Row> = {
    'has less left than asked for': { given: makeJwt(3600), minValidity: '7200' },
    'has less left than the default': { given: makeJwt(40) },
    'has expired': { given: makeJwt(-10), minValidity: '0' },
  };

  const inputsOf = ({ given, minValidity = '' }: Row) => ({
    'access-token': given,
    'min-validity-seconds': minValidity,
  });

  for (const [what, row] of Object.entries(usable)) {
    test(`is used with credentials when it ${what}`, async () => {
      const run = await runGranted({ access_token: makeJwt() }, { inputs: inputsOf(row) });
      published(run, row.given);
      assert.deepEqual(run.requests, []);
    });

    test(`is used alone when it ${what}`, async () => {
      const run = await runAlone({ inputs: inputsOf(row) });
      published(run, row.given);
      assert.deepEqual(run.requests, []);
    });
  }

  for (const [what, row] of Object.entries(tooOld)) {
    test(`is renewed with credentials when it ${what}`, async () => {
      const renewed = makeJwt();
      const run = await runGranted({ access_token: renewed }, { inputs: inputsOf(row) });
      published(run, renewed);
      assert.equal(run.requests.length, 1);
      assert.ok(!run.files.includes(row.given));
    });

    test(`fails alone when it ${what}`, async () => {
      const run = await runAlone({ inputs: inputsOf(row) });
      const message = failure(run, 'token-expired');
      assert.ok(message.includes(expiryOf(row.given)), message);
      assert.match(message, /min-validity-seconds/);
      assert.deepEqual(run.requests, []);
    });
  }

  test('is alone when one of the credentials is missing', async () => {
    const inputs = { 'client-id': 'an-id', 'access-token': makeJwt(-10) };
    const run = await runAlone({ inputs });
    failure(run, 'token-expired');
    assert.deepEqual(run.requests, []);
  });

  test('tells its expiry', async () => {
    const token = makeJwt(7200);
    const expiry = published(await runAlone({ inputs: { 'access-token': token } }), token);
    assert.equal(expiry.expiresAt, expiryOf(token));
    assert.ok(Number(expiry.expiresIn) <= 7200 && Number(expiry.expiresIn) > 7100);
  });

  test('need not be a JWT', async () => {
    const run = await runAlone({ inputs: { 'access-token': 'opaque-token' } });
    assert.deepEqual(published(run, 'opaque-token'), { expiresIn: '', expiresAt: '' });
  });
});
