import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { makeCredentials, makeJwt } from '../test/support/credentials.ts';
import { createAuthority, createServerIdentity } from '../test/support/tls.ts';

export const BUNDLE = join(import.meta.dirname, '../dist/index.js');
export const FLOOR = join(import.meta.dirname, 'floor.cjs');

/** A figure that was measured, and what it should be at most. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: number;
}

/** A program to run, and what its outputs have to hold for the run to count. */
export interface Case {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly outcome: 'token' | 'passed' | 'nothing';
}

export interface Sample {
  /** Milliseconds from start to end of the process. */
  readonly wall: number;
  /** What it printed to stderr. */
  readonly stderr: string;
}

/** A service over TLS that knows every token and every path, and how to run programs against it. */
export interface Bench extends AsyncDisposable {
  readonly url: string;
  /** Milliseconds before each answer. */
  latency: number;
  run(each: Case): Promise<Sample>;
  /** Runs the cases in turns, so that whatever else the machine does hits all of them; the first turn does not count. */
  inTurns(cases: readonly Case[], runs: number): Promise<Map<string, Sample[]>>;
}

const FILES = {
  GITHUB_OUTPUT: 'output',
  GITHUB_ENV: 'env',
  GITHUB_STATE: 'state',
  GITHUB_STEP_SUMMARY: 'summary',
};

export async function startBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-bench-'));
  const authority = createAuthority();
  const authorityFile = join(folder, 'authority.pem');
  writeFileSync(authorityFile, authority.cert);
  const token = makeJwt();
  const tokenResponse = JSON.stringify({
    access_token: token,
    expires_in: 3600,
    token_type: 'Bearer',
  });
  const server = createServer(
    createServerIdentity({ name: '127.0.0.1', issuer: authority }),
    (request, response) => {
      const answer = () =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(request.method === 'POST' ? tokenResponse : '{"exists":true,"isFolder":false}');
      request.resume();
      if (bench.latency > 0) {
        setTimeout(answer, bench.latency);
      } else {
        answer();
      }
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = makeCredentials();
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    NODE_EXTRA_CA_CERTS: authorityFile,
    CURL_CA_BUNDLE: authorityFile,
    'INPUT_CLIENT-ID': credentials['client-id'],
    'INPUT_CLIENT-SECRET': credentials['client-secret'],
    'INPUT_BASE-URL': url,
    CLIENT_ID: credentials['client-id'],
    CLIENT_SECRET: credentials['client-secret'],
    BASE_URL: url,
    ...Object.fromEntries(Object.entries(FILES).map(([name, file]) => [name, join(folder, file)])),
  };

  async function run({ name, command, env, outcome }: Case): Promise<Sample> {
    for (const file of Object.values(FILES)) {
      writeFileSync(join(folder, file), '');
    }
    const [program = '', ...parameters] = command;
    const start = performance.now();
    const child = spawn(program, parameters, {
      env: { ...environment, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.resume();
    const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    const wall = performance.now() - start;
    const outputs = readFileSync(join(folder, FILES.GITHUB_OUTPUT), 'utf8');
    const holds = {
      token: outputs.includes(token),
      passed: /^passed$/m.test(outputs),
      nothing: true,
    };
    if (exitCode !== 0 || !holds[outcome]) {
      throw new Error(`${name}: exit code ${exitCode}, no ${outcome}\n${stderr}`);
    }
    return { wall, stderr };
  }

  async function inTurns(cases: readonly Case[], runs: number): Promise<Map<string, Sample[]>> {
    const samples = new Map(cases.map(({ name }) => [name, [] as Sample[]]));
    for (let turn = 0; turn <= runs; turn++) {
      for (const each of cases) {
        const sample = await run(each);
        if (turn > 0) {
          samples.get(each.name)?.push(sample);
        }
      }
    }
    return samples;
  }

  const bench: Bench = {
    url,
    latency: 0,
    run,
    inTurns,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true });
    },
  };
  return bench;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** `main step 1.12 x the floor (target 1.15, met)`. */
export function described({ name, value, unit, target }: Figure): string {
  const judged =
    target === undefined
      ? ''
      : ` (target ${target}, ${value <= target ? `met, ${percent(value, target)} below` : `MISSED by ${percent(value, target)}`})`;
  return `${name}: ${rounded(value)} ${unit}${judged}`;
}

export function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

function percent(value: number, target: number): string {
  return `${Math.abs((1 - value / target) * 100).toFixed(0)} %`;
}
