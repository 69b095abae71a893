/**
 * The floor: what the action's main step cannot go below. The same token request over TLS, the same mask and the same
 * file commands, by hand and without packages.
 */
import { appendFileSync } from 'node:fs';
import { request } from 'node:https';

const body = `grant_type=client_credentials&client_id=${process.env['INPUT_CLIENT-ID']}&client_secret=${process.env['INPUT_CLIENT-SECRET']}`;
const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
process.stdout.write(`::add-mask::${process.env['INPUT_CLIENT-SECRET']}\n`);
request(`${process.env['INPUT_BASE-URL']}/connect/token`, { method: 'POST', headers }, async (response) => {
  const chunks = await response.toArray();
  const { access_token: token } = JSON.parse(Buffer.concat(chunks).toString());
  process.stdout.write(`::add-mask::${token}\n`);
  appendFileSync(process.env.GITHUB_OUTPUT, `access-token<<END\n${token}\nEND\nstatus<<END\nauthenticated\nEND\n`);
  appendFileSync(process.env.GITHUB_ENV, `ASPOSE_ACCESS_TOKEN<<END\n${token}\nEND\n`);
  process.exit(0);
}).end(body);
