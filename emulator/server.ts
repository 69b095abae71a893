import { mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem, type Reply } from './reply.ts';
import { createRouter, type RequestEntry } from './routes.ts';
import { createStorageApi } from './storage-api.ts';
import { createTokenEndpoint } from './token-endpoint.ts';
import { createTokenAuthority, type TokenOverrides, type TrustedIssuer } from './tokens.ts';

export interface EmulatorOptions {
  /** 0: any free port. */
  port?: number;
  host?: string;
  /** The folder that is the storage; without it a temporary one, removed by `close()`. */
  root?: string;
  clientId?: string;
  clientSecret?: string;
  storageName?: string;
  tokenLifetimeSeconds?: number;
  /** How many bytes an uploaded file may have. */
  uploadLimitBytes?: number;
  /** Called once per request, just before its answer is sent. The entry holds secrets. */
  requestLog?: (entry: Readonly<RequestEntry>) => void;
  /** Services whose tokens the storage accepts beside the emulator's own. */
  issuers?: readonly TrustedIssuer[];
  /** The clock, in ms since 1970; it drives the lifetime of tokens and the lock. */
  now?: () => number;
}

export interface Emulator {
  url: string;
  clientId: string;
  clientSecret: string;
  storageName: string;
  root: string;
  /** Every request so far, in the order of arrival. */
  requests: ReadonlyArray<Readonly<RequestEntry>>;
  issueToken(overrides?: TokenOverrides): Promise<string>;
  /** Ends every connection, also one in use. May be called again. */
  close(): Promise<void>;
}

/** What is used for each option that isn't given. The credentials are made up. */
export const DEFAULTS = {
  port: 0,
  host: '127.0.0.1',
  clientId: '11111111-2222-4333-8444-555555555555',
  clientSecret: '00112233445566778899aabbccddeeff',
  storageName: 'emulator',
  tokenLifetimeSeconds: 3600,
  uploadLimitBytes: 100 * 1024 * 1024,
  issuers: [],
  now: Date.now,
};

/**
 * Starts an Aspose Cloud stand-in: the token endpoint, and the storage routes over a folder.
 * Rejects, with one sentence to show, when the root is no folder or the address can't be used.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = { ...DEFAULTS, ...options };
  const { clientId, clientSecret, storageName, requestLog } = settings;
  const root = await (options.root === undefined ? newFolder() : realFolder(options.root));
  const server = createServer();
  const underway = new Set<Promise<void>>();
  async function close(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    await Promise.all(underway);
    if (options.root === undefined) await rm(root, { recursive: true, force: true });
  }

  const url = await listen(server, settings).catch(async (error) => {
    await close();
    throw error;
  });
  const tokens = createTokenAuthority({ ...settings, url });
  const route = createRouter({
    '/connect/token': { POST: createTokenEndpoint({ ...settings, tokens }) },
    ...createStorageApi({ ...settings, root }, tokens),
  });
  const requests: RequestEntry[] = [];

  async function respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = incoming;
    const authorization = headers.authorization !== undefined;
    const entry: RequestEntry = { method, path, authorization, headers, body: '' };
    requests.push(entry);
    const reply = await route({ entry, incoming }).catch(failureReply);
    if (incoming.socket.destroyed) return; // The client left.
    entry.status = reply.status;
    requestLog?.(entry);
    await send(response, reply);
  }
  server.on('request', (incoming, response) => {
    const done = respond(incoming, response).finally(() => underway.delete(done));
    underway.add(done);
  });

  const issueToken = tokens.issue;
  return { url, clientId, clientSecret, storageName, root, requests, issueToken, close };
}

async function newFolder(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), 'aspose-emulator-')));
}

async function realFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) throw new Error(`The root is not a folder: ${path}. Create it first.`);
  return realpath(path);
}

async function listen(server: Server, at: { port: number; host: string }): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE';
      const why = isTaken ? 'the port is in use. Port 0 takes a free one' : cause.code;
      reject(new Error(`Cannot listen on ${at.host}, port ${at.port}: ${why}.`, { cause }));
    });
    server.listen(at.port, at.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}`;
}

function failureReply(error: unknown): Reply {
  return (error instanceof Problem ? error : new Problem(500, 'The emulator failed.')).reply;
}

async function send(response: ServerResponse, reply: Reply): Promise<void> {
  const { status, headers, body, content } = reply;
  const type = body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, ...headers });
  if (content === undefined) {
    response.end(body && JSON.stringify(body));
  } else {
    // A client that leaves before the end is no failure.
    await pipeline(content, response).catch(() => {});
  }
}
