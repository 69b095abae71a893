/** Every way in which a token endpoint can throw a rejected secret back. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNoLeak } from '../support/leak-oracle.ts';
import { json } from '../support/server.ts';
import { CLIENT_ID, type Moment, runScenario, type Strike } from './leak-run.ts';
import { shapesOf } from './secrets.ts';

/** As the description of an OAuth error. */
const DESCRIPTIONS: Readonly<Record<string, (moment: Moment) => string>> = {
  'as it is': ({ secret }) => `The secret ${secret} is wrong`,
  'as it was sent': ({ request }) => `Wrong: ${request.body}`,
  'as JSON': ({ secret }) => `Not ${JSON.stringify(secret)}`,
  'as base64': ({ secret }) => `Not ${Buffer.from(secret).toString('base64')}`,
  'as base64 after the id': ({ secret }) =>
    `Basic ${Buffer.from(`${CLIENT_ID}:${secret}`).toString('base64')}`,
  'as hex': ({ secret }) => `Not ${Buffer.from(secret).toString('hex')}`,
  'cut short': ({ secret }) => `The secret ${secret.slice(0, 20)}... is wrong`,
  'in words of eight': ({ secret }) => (secret.match(/.{1,8}/gs) ?? []).join(' '),
  'as it was sent and cut short': ({ request }) => request.body.slice(0, 120),
  'line by line': ({ secret }) => secret.split(/[\r\n]+/).join(' '),
};

const STRIKES: Readonly<Record<string, Strike>> = {
  ...Object.fromEntries(
    Object.entries(DESCRIPTIONS).map(([how, describe]): [string, Strike] => [
      how,
      (moment) => {
        const error = { error: 'invalid_client', error_description: describe(moment) };
        json(moment.response, error, { status: 401 });
      },
    ]),
  ),
  'in the error': ({ response, secret }) => json(response, { error: secret }, { status: 400 }),
  'in a 200': ({ response, secret }) =>
    json(response, { error: 'invalid_client', error_description: `Not ${secret}` }),
  'in the body': ({ request, response, secret }) =>
    response.writeHead(401).end(`${request.body} ${secret}`),
  'in a header': ({ request, response }) =>
    response.writeHead(401, { 'www-authenticate': `Bearer error="${request.body}"` }).end(),
};

describe('a wrong secret, told back', { concurrency: 8 }, () => {
  for (const [index, [how, token]] of Object.entries(STRIKES).entries()) {
    for (const [shape, secret] of shapesOf(index)) {
      test(`${how}, is shown nowhere, ${shape}`, async () => {
        const { step, secrets, innocents } = await runScenario({ token, ends: '' }, secret);
        assertNoLeak(step, secrets, innocents);
        const code = how === 'in a 200' ? 'bad-response' : 'credentials-rejected';
        assert.equal(step.outputs['error-code'], code);
      });
    }
  }
});
