import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './server.ts';

export const USER = 'somebody';

interface ProxyOptions {
  /** Whether the proxy asks for {@link USER} and the password of its kind. */
  readonly password?: boolean;
  /** The port that a tunnel may lead to, beside 443. */
  readonly tunnelPort?: number;
}

/** A kind of proxy as Debian packages it. */
export interface ProxyKind {
  readonly program: string;
  /** As ugly as its configuration can hold. */
  readonly password: string;
  /** A host that leads to this machine through the proxy, and is not loopback to whoever asks for it. */
  readonly host: string;
  /** How it answers a wrong password. Without any, every kind says 407. */
  readonly wrongPassword: number;
  /** How it answers when nobody listens at the target. */
  readonly nobodyThere: number;
  /** Writes the configuration into `folder`; returns the arguments to start with. */
  configure(folder: string, port: number, options: ProxyOptions): readonly string[];
  readonly logFile: string;
  /** The methods of the requests in its log, as the only group. */
  readonly logged: RegExp;
}

const tinyproxy: ProxyKind = {
  program: 'tinyproxy',
  password: 'Made_up.Word1234',
  // It asks the machine's resolver for names. This address reaches the machine itself, as loopback does.
  host: '0.0.0.0',
  wrongPassword: 401,
  nobodyThere: 500,
  logFile: 'tinyproxy.log',
  logged: /Request \(file descriptor \d+\): (\w+) /g,
  configure(folder, port, { password = false, tunnelPort }) {
    const file = join(folder, 'tinyproxy.conf');
    const lines = [
      `Port ${port}`,
      'Listen 127.0.0.1',
      'Timeout 30',
      `LogFile "${join(folder, this.logFile)}"`,
      'LogLevel Connect',
      'ConnectPort 443',
      ...(tunnelPort === undefined ? [] : [`ConnectPort ${tunnelPort}`]),
      ...(password ? [`BasicAuth ${USER} ${this.password}`] : []),
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    return ['-d', '-c', file];
  },
};

const squid: ProxyKind = {
  program: 'squid',
  password: 'p@ss: word/%',
  host: 'aspose.test',
  wrongPassword: 407,
  nobodyThere: 503,
  logFile: 'access.log',
  logged: / (GET|POST|CONNECT) /g,
  configure(folder, port, { password = false, tunnelPort = 443 }) {
    const [file, hosts, users] = ['squid.conf', 'hosts', 'users'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    writeFileSync(hosts, '127.0.0.1 aspose.test\n');
    writeFileSync(users, `${USER}:${createHash('md5').update(this.password).digest('hex')}\n`);
    const lines = [
      `http_port 127.0.0.1:${port}`,
      `hosts_file ${hosts}`,
      // Asks nobody outside this machine.
      'dns_nameservers 127.0.0.1',
      `pid_filename ${join(folder, 'squid.pid')}`,
      `cache_log ${join(folder, 'cache.log')}`,
      `access_log stdio:${join(folder, this.logFile)}`,
      `coredump_dir ${folder}`,
      'visible_hostname squid.test',
      'pinger_enable off',
      'cache deny all',
      'shutdown_lifetime 0 seconds',
      ...(password
        ? [
            `auth_param basic program /usr/lib/squid/basic_ncsa_auth ${users}`,
            'acl known proxy_auth REQUIRED',
            'http_access deny !known',
          ]
        : []),
      // The rules of the configuration that it is installed with.
      `acl SSL_ports port 443 ${tunnelPort}`,
      'acl Safe_ports port 80 21 443 70 210 1025-65535 280 488 591 777',
      'http_access deny !Safe_ports',
      'http_access deny CONNECT !SSL_ports',
      'http_access allow localhost',
      'http_access deny all',
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    // Started by root, it works as a user of its own, which has to write there.
    chmodSync(folder, 0o777);
    // Two of one name would share memory and end each other.
    return ['-N', '-n', `test${port}`, '-f', file];
  },
};

export const PROXY_KINDS: readonly ProxyKind[] = [tinyproxy, squid];

export interface RealProxy extends AsyncDisposable {
  /** Host and port. */
  readonly host: string;
  /** The methods of the requests in its log, once it has logged `least`. */
  methods(least: number): Promise<string[]>;
}

/** Starts a proxy in a folder of its own, and ends it when disposed of. */
export async function startRealProxy(
  kind: ProxyKind,
  options: ProxyOptions = {},
): Promise<RealProxy> {
  const folder = mkdtempSync(join(tmpdir(), `aspose-auth-${kind.program}-`));
  const port = await freePort();
  const child = spawn(installed(kind.program) ?? '', kind.configure(folder, port, options), {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => said.push(String(chunk)));
  }
  const closed = once(child, 'close');
  async function stop(): Promise<void> {
    // It cleans up itself what it has put elsewhere, such as shared memory.
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await closed;
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  }
  for (let tries = 0; !(await isListening(port)); tries++) {
    if (child.exitCode !== null || tries === 200) {
      await stop();
      throw new Error(`${kind.program} does not start (${child.exitCode}): ${said.join('')}`);
    }
    await sleep(50);
  }
  const logFile = join(folder, kind.logFile);
  const methods = () =>
    existsSync(logFile)
      ? [...readFileSync(logFile, 'utf8').matchAll(kind.logged)].map(([, method = '']) => method)
      : [];
  return {
    host: `127.0.0.1:${port}`,
    async methods(least) {
      // A tunnel is logged at its end, which may come after the end of the action.
      for (let tries = 0; tries < 40 && methods().length < least; tries++) {
        await sleep(50);
      }
      return methods();
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** Where `program` is; servers live where the search path of an ordinary user does not lead. */
export function installed(program: string): string | undefined {
  const places = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return places.map((place) => join(place, program)).find((file) => existsSync(file));
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  }).finally(() => socket.destroy());
}
