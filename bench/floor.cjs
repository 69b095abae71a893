/**
 * The floor: the least that a main step can take. It sends the same requests over TLS and writes the same masks and file
 * commands, by hand and without packages, as a CommonJS module, which starts faster. It starts all checks at once, whereas
 * the action's first check runs alone.
 */
const { appendFileSync } = require('node:fs');
const { Agent, request } = require('node:https');

const { env } = process;
const url = env['INPUT_BASE-URL'];
const agent = new Agent({ keepAlive: true });

function exchange(path, options, body) {
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { agent, ...options }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    });
    sent.on('error', reject).end(body);
  });
}

function output(file, name, value) {
  appendFileSync(file, `${name}<<END\n${value}\nEND\n`);
}

async function checkAll(paths, authorization) {
  const queue = paths.values();
  const loop = async () => {
    for (const path of queue) {
      const query = `path=${encodeURIComponent(path)}`;
      const options = { headers: { authorization } };
      const { exists } = await exchange(`/v4.0/html/storage/exists?${query}`, options);
      if (exists !== true) {
        throw new Error(`${path} does not exist`);
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, loop));
}

function mask(...secrets) {
  for (const secret of secrets) {
    process.stdout.write(`::add-mask::${secret}\n`);
  }
}

async function main() {
  const { GITHUB_OUTPUT, GITHUB_ENV, GITHUB_STATE } = env;
  const secret = env['INPUT_CLIENT-SECRET'];
  mask(secret);
  output(GITHUB_STATE, 'asposeAuthStarted', 'true');
  output(GITHUB_OUTPUT, 'status', 'failed');
  output(GITHUB_OUTPUT, 'error-code', 'internal-error');
  output(GITHUB_OUTPUT, 'storage-gate', 'skipped');
  const form = `grant_type=client_credentials&client_id=${env['INPUT_CLIENT-ID']}&client_secret=${secret}`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await exchange('/connect/token', { method: 'POST', headers }, form);
  const token = answer.access_token;
  mask(token, ...token.split('.').slice(1));
  const expiresAt = new Date(Date.now() + answer.expires_in * 1000).toISOString();
  output(GITHUB_OUTPUT, 'access-token', token);
  output(GITHUB_OUTPUT, 'token-type', 'Bearer');
  output(GITHUB_OUTPUT, 'expires-in', answer.expires_in);
  output(GITHUB_OUTPUT, 'expires-at', expiresAt);
  output(GITHUB_ENV, 'ASPOSE_ACCESS_TOKEN', token);
  output(GITHUB_STATE, 'asposeAuthExpiresAt', expiresAt);
  const paths = env['INPUT_STORAGE-PATH'];
  if (paths !== 'none') {
    await checkAll(paths.split('\n'), `Bearer ${token}`);
    output(GITHUB_OUTPUT, 'storage-gate', 'passed');
  }
  output(GITHUB_OUTPUT, 'status', 'authenticated');
  output(GITHUB_OUTPUT, 'error-code', '');
  process.exit(0);
}

void main();
