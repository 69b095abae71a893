/**
 * `npm run faults`: what two gates in a workflow do when the service fails, in shell with curl and jq, and by the action.
 * Every fault of the matrix that does not end well strikes the token request, then the check. Prints a table.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Fault } from '../test/hostile/fault-kinds.ts';
import { FAULTS } from '../test/hostile/faults.ts';
import { makeJwt } from '../test/support/credentials.ts';
import { run } from '../test/support/run.ts';
import { json, startServer, type TestServer } from '../test/support/server.ts';

type End = 'stopped' | 'went on' | 'did not end';

type Place = 'token' | 'check';

interface Program {
  readonly name: string;
  /** Whether it goes on when the file is there, as it is. */
  readonly isDeploy: boolean;
  readonly start: (server: TestServer) => Promise<End>;
}

const LONGEST_MS = 15_000;

const ASK = `
  token=$(curl --fail --silent --show-error "$BASE_URL/connect/token" \
    --data "client_id=$CLIENT_ID&client_secret=$CLIENT_SECRET&grant_type=client_credentials" | jq --raw-output .access_token)
  exists=$(curl --fail --silent --show-error --get "$BASE_URL/v4.0/html/storage/exists" --data-urlencode path=/a \
    --header "Authorization: Bearer $token" | jq --raw-output .exists)`;
const DEPLOY = `${ASK}\n test "$exists" = true && echo went on`;
const UPLOAD = `${ASK}\n test "$exists" != true && echo went on`;

/** A `run` step gets the first options, with `shell: bash` the second. */
const SHELL = ['-e'];
const PIPEFAIL = ['-eo', 'pipefail'];

const PROGRAMS: readonly Program[] = [
  { name: 'Deploy if a file is there: curl and jq', isDeploy: true, start: shell(SHELL, DEPLOY) },
  { name: 'the same with `shell: bash`', isDeploy: true, start: shell(PIPEFAIL, DEPLOY) },
  { name: 'the same by the action', isDeploy: true, start: action('exists') },
  {
    name: 'Upload unless a file is there: curl and jq',
    isDeploy: false,
    start: shell(SHELL, UPLOAD),
  },
  { name: 'the same with `shell: bash`', isDeploy: false, start: shell(PIPEFAIL, UPLOAD) },
  { name: 'the same by the action', isDeploy: false, start: action('absent') },
];

const well: Fault = ({ response, good }) => json(response, JSON.parse(good));
const expected = PROGRAMS.map(({ isDeploy }) => (isDeploy ? 'went on' : 'stopped'));
assert.deepEqual(await strikeAll(well, 'check'), expected, 'without a fault');

const counts = PROGRAMS.map(() => ({ stopped: 0, 'went on': 0, 'did not end': 0 }));
let cases = 0;
for (const [name, { strike, ends }] of Object.entries(FAULTS)) {
  for (const place of ['token', 'check'] as const) {
    if (strike !== 'refused' && ends[place].ever !== 'well') {
      const seen = await strikeAll(strike, place);
      seen.forEach((end, index) => {
        const count = counts[index];
        if (count !== undefined) count[end]++;
      });
      cases++;
      console.log(`${name}, at the ${place}: ${seen.join(', ')}`);
    }
  }
}
console.log(
  `\n| of ${cases} faults | stopped | went on | did not end in ${LONGEST_MS / 1000} s |\n|---|---|---|---|`,
);
for (const [index, { name }] of PROGRAMS.entries()) {
  console.log(`| ${name} | ${Object.values(counts[index] ?? {}).join(' | ')} |`);
}

function strikeAll(fault: Fault, place: Place): Promise<End[]> {
  return Promise.all(PROGRAMS.map(({ start }) => strike(fault, place, start)));
}

/** Starts a program against a service that has the file, and fails at one place. */
async function strike(fault: Fault, place: Place, start: Program['start']): Promise<End> {
  const token = makeJwt();
  await using server = await startServer((request, response) => {
    const isToken = request.method === 'POST';
    const good = isToken ? { access_token: token, expires_in: 3600 } : { exists: true };
    if (place === (isToken ? 'token' : 'check')) {
      return fault({
        request,
        response,
        good: JSON.stringify(good),
        elsewhere: 'http://127.0.0.1:9',
      });
    }
    const mayAsk = isToken || request.headers.authorization === `Bearer ${token}`;
    return json(response, mayAsk ? good : {}, { status: mayAsk ? 200 : 401 });
  });
  return await start(server);
}

function shell(options: readonly string[], script: string): Program['start'] {
  return async ({ inputs }) => {
    const child = spawn('bash', [...options, '-c', script], {
      env: {
        PATH: process.env.PATH,
        BASE_URL: inputs['base-url'],
        CLIENT_ID: inputs['client-id'],
        CLIENT_SECRET: inputs['client-secret'],
      },
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    let hasHung = false;
    const timer = setTimeout(() => {
      hasHung = true;
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    }, LONGEST_MS);
    const [log] = await Promise.all([text(child.stdout), once(child, 'close')]);
    clearTimeout(timer);
    if (hasHung) {
      return 'did not end';
    }
    return log.includes('went on') ? 'went on' : 'stopped';
  };
}

function action(expect: 'exists' | 'absent'): Program['start'] {
  return async ({ inputs }) => {
    const { exitCode } = await run({
      inputs: {
        ...inputs,
        'storage-path': '/a',
        'storage-expect': expect,
        'timeout-seconds': '2',
      },
      killAfter: LONGEST_MS,
    });
    if (exitCode === null) {
      return 'did not end';
    }
    return exitCode === 0 ? 'went on' : 'stopped';
  };
}
