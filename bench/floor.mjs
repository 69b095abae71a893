/**
 * The floor, below which the main step cannot get: the same request over TLS, the same masks and the same file commands,
 * by hand and without packages.
 */
import { appendFileSync } from 'node:fs';
import { request } from 'node:https';

const { env } = process;
const secret = env['INPUT_CLIENT-SECRET'];
process.stdout.write(`::add-mask::${secret}\n`);
const form = `grant_type=client_credentials&client_id=${env['INPUT_CLIENT-ID']}&client_secret=${secret}`;
const options = {
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': form.length },
};
request(`${env['INPUT_BASE-URL']}/connect/token`, options, async (response) => {
  const body = Buffer.concat(await response.toArray()).toString();
  const token = JSON.parse(body).access_token;
  process.stdout.write(`::add-mask::${token}\n`);
  appendFileSync(
    env.GITHUB_OUTPUT,
    `access-token<<END\n${token}\nEND\nstatus<<END\nauthenticated\nEND\n`,
  );
  appendFileSync(env.GITHUB_ENV, `ASPOSE_ACCESS_TOKEN<<END\n${token}\nEND\n`);
  process.exit(0);
}).end(form);
