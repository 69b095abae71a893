import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseWorkflowCommand } from '../support/commands.ts';
import { makeJwt, partsOf } from '../support/credentials.ts';
import { type ActionRun, AT_ONCE, run } from '../support/run.ts';
import { inTurn, json, reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const PASSWORD = 'proxy-passw0rd';

/** Shows each write to a file of the runner in the log, where its place among the masks can be seen. */
const SHOW_WRITES = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  import { basename } from 'node:path';
  const append = fs.appendFileSync;
  fs.appendFileSync = (file, data, ...rest) => {
    process.stdout.write('wrote ' + basename(file) + ' ' + JSON.stringify(data) + '\\n');
    return append(file, data, ...rest);
  };
  syncBuiltinESMExports();
`)}`;

type Secrets = Readonly<Record<string, string>>;

/** The log in order: each mask by the name of what it hides, and every other line that holds a secret. */
function outline({ log }: ActionRun, secrets: Secrets): string[] {
  return log.flatMap((line) => {
    const command = parseWorkflowCommand(line);
    if (command?.name === 'add-mask') {
      const [name] = Object.entries(secrets).find(([, secret]) => secret === command.message) ?? [];
      return [`mask ${name ?? command.message}`];
    }
    if (!Object.values(secrets).some((secret) => line.includes(secret))) {
      return [];
    }
    const [, file, output] = /^wrote (\w+) "(?:([\w-]+)<<)?/.exec(line) ?? [];
    return [file === undefined ? `shows a secret: ${line}` : `write ${file} ${output}`];
  });
}

const PUBLISHED = ['write OUTPUT access-token', 'write ENV ASPOSE_ACCESS_TOKEN'];

describe('everything is masked before it is shown or written', AT_ONCE, () => {
  for (const debug of ['', '1']) {
    test(`with credentials, RUNNER_DEBUG="${debug}"`, async () => {
      const token = makeJwt();
      await using server = await startServer(service({ token }));
      const step = await run({
        inputs: server.inputs,
        env: { RUNNER_DEBUG: debug, https_proxy: `http://user:${PASSWORD}@127.0.0.1:9` },
        preload: [SHOW_WRITES],
      });
      const secrets = {
        secret: server.inputs['client-secret'],
        password: PASSWORD,
        ...partsOf(token),
      };
      const [masks, writes] = [
        outline(step, secrets).slice(0, -2),
        outline(step, secrets).slice(-2),
      ];
      assert.equal(masks[0], 'mask secret');
      assert.deepEqual(masks.toSorted(), [
        'mask password',
        'mask payload',
        'mask secret',
        'mask signature',
        'mask token',
      ]);
      assert.deepEqual(writes, PUBLISHED);
    });

    test(`with a given token to renew, RUNNER_DEBUG="${debug}"`, async () => {
      const [old, token] = [makeJwt(-10), makeJwt()];
      await using server = await startServer(service({ token }));
      const step = await run({
        inputs: { ...server.inputs, 'access-token': old },
        env: { RUNNER_DEBUG: debug },
        preload: [SHOW_WRITES],
      });
      const { token: _, payload, signature } = partsOf(old);
      const secrets = {
        secret: server.inputs['client-secret'],
        old,
        'old payload': payload,
        'old signature': signature,
        ...partsOf(token),
      };
      assert.deepEqual(outline(step, secrets), [
        'mask secret',
        'mask old',
        'mask old payload',
        'mask old signature',
        'mask token',
        'mask payload',
        'mask signature',
        ...PUBLISHED,
      ]);
    });
  }

  test('also a second token, which a 401 brought', async () => {
    const [first, second] = [makeJwt(), makeJwt()];
    await using server = await startServer(
      service({
        routes: {
          'connect/token': inTurn(reply({ access_token: first }), reply({ access_token: second })),
          'storage/exists': ({ headers }, response) => {
            const isSecond = headers.authorization === `Bearer ${second}`;
            json(response, { exists: true }, { status: isSecond ? 200 : 401 });
          },
        },
      }),
    );
    const inputs = { ...server.inputs, 'storage-path': '/a' };
    const step = await run({ inputs, preload: [SHOW_WRITES] });
    const ofBoth = [first, second].flatMap((jwt, index) =>
      Object.entries(partsOf(jwt)).map(([part, value]) => [`${part} ${index + 1}`, value]),
    );
    const secrets = { secret: server.inputs['client-secret'], ...Object.fromEntries(ofBoth) };
    assert.deepEqual(outline(step, secrets), [
      'mask secret',
      ...['mask token 1', 'mask payload 1', 'mask signature 1', ...PUBLISHED],
      ...['mask token 2', 'mask payload 2', 'mask signature 2', ...PUBLISHED],
    ]);
  });
});
