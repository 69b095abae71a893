import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseFileCommands } from '../test/support/commands.ts';
import { makeCredentials, makeJwt } from '../test/support/credentials.ts';
import { metadata } from '../test/support/run.ts';
import { createAuthority, createServerIdentity } from '../test/support/tls.ts';

/** A program to run, and what its outputs must hold. */
export interface Case {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly outcome: 'token' | 'passed' | 'nothing';
}

export interface Sample {
  /** Milliseconds from start to end of the process. */
  readonly wall: number;
  readonly stderr: string;
  /** What it saved for the post step. */
  readonly state: Readonly<Record<string, string>>;
}

const FILES = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'] as const;

const DEFAULT_INPUTS = Object.entries(metadata.inputs).map(([name, { default: value = '' }]) => [
  `INPUT_${name.toUpperCase()}`,
  value,
]);

/** A service over TLS that gives everybody a token and has every path, and the environment of steps that use it. */
export class Bench implements AsyncDisposable {
  /** Milliseconds before each response. */
  latency = 0;
  readonly #folder = mkdtempSync(join(tmpdir(), 'aspose-auth-bench-'));
  readonly #token = makeJwt();
  #server: Server | undefined;
  #environment: NodeJS.ProcessEnv = {};

  static async start(): Promise<Bench> {
    const bench = new Bench();
    await bench.#listen();
    return bench;
  }

  async #listen(): Promise<void> {
    const authority = createAuthority();
    writeFileSync(join(this.#folder, 'authority.pem'), authority.cert);
    const tokenResponse = { access_token: this.#token, expires_in: 3600, token_type: 'Bearer' };
    const identity = createServerIdentity({ name: '127.0.0.1', issuer: authority });
    this.#server = createServer(identity, (request, response) => {
      const body = request.method === 'POST' ? tokenResponse : { exists: true, isFolder: false };
      const respond = () => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      request.resume();
      if (this.latency > 0) {
        setTimeout(respond, this.latency);
      } else {
        respond();
      }
    }).listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#environment = this.#environmentOf((this.#server.address() as AddressInfo).port);
  }

  #environmentOf(port: number): NodeJS.ProcessEnv {
    const authorityFile = join(this.#folder, 'authority.pem');
    const url = `https://127.0.0.1:${port}`;
    const { 'client-id': id, 'client-secret': secret } = makeCredentials();
    return {
      PATH: process.env.PATH,
      NODE_EXTRA_CA_CERTS: authorityFile,
      CURL_CA_BUNDLE: authorityFile,
      ...Object.fromEntries(DEFAULT_INPUTS),
      'INPUT_CLIENT-ID': id,
      'INPUT_CLIENT-SECRET': secret,
      'INPUT_BASE-URL': url,
      CLIENT_ID: id,
      CLIENT_SECRET: secret,
      BASE_URL: url,
      ...Object.fromEntries(FILES.map((name) => [name, join(this.#folder, name)])),
    };
  }

  async run({ name, command, env, outcome }: Case): Promise<Sample> {
    for (const file of FILES) {
      writeFileSync(join(this.#folder, file), '');
    }
    const [program = '', ...parameters] = command;
    const start = performance.now();
    const child = spawn(program, parameters, {
      env: { ...this.#environment, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.resume();
    const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    const wall = performance.now() - start;
    const outputs = this.#read('GITHUB_OUTPUT');
    const holds = {
      token: outputs.includes(this.#token),
      passed: /^passed$/m.test(outputs),
      nothing: true,
    };
    if (exitCode !== 0 || !holds[outcome]) {
      throw new Error(`${name}: exit code ${exitCode}, no ${outcome}\n${stderr}`);
    }
    return { wall, stderr, state: parseFileCommands(this.#read('GITHUB_STATE')) };
  }

  /** Runs the cases in turns, so that other work on the machine slows down all of them. The first turn does not count. */
  async inTurns(cases: readonly Case[], runs: number): Promise<Map<string, Sample[]>> {
    const samples = new Map(cases.map(({ name }) => [name, [] as Sample[]]));
    for (let turn = 0; turn <= runs; turn++) {
      for (const each of cases) {
        const sample = await this.run(each);
        if (turn > 0) {
          samples.get(each.name)?.push(sample);
        }
      }
    }
    return samples;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server?.close();
    this.#server?.closeAllConnections();
    rmSync(this.#folder, { recursive: true });
  }

  #read(file: (typeof FILES)[number]): string {
    return readFileSync(join(this.#folder, file), 'utf8');
  }
}
