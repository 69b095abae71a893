import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http';
import { listFolder, locate } from './storage.ts';
import type { TokenAuthority } from './tokens.ts';

/** A request as it came in: `path` has the query, `status` is there once it is answered. */
export interface RequestEntry {
  method: string;
  path: string;
  /** Whether an Authorization header was sent. */
  authorization: boolean;
  headers: IncomingHttpHeaders;
  body: string;
  status?: number;
}

/** `body` is sent as JSON; without it the answer is empty. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

interface Service {
  clientId: string;
  clientSecret: string;
  storageName: string;
  root: string;
  tokenLifetimeSeconds: number;
  tokens: TokenAuthority;
  now: () => number;
}

type Answer = (request: RequestEntry, query: URLSearchParams) => Promise<Reply>;

const FAILURES_UNTIL_LOCK = 5;
const LOCK_SECONDS = 600;

/** Answers as Aspose Cloud does, except that it is JSON also when `Accept` asks for XML. */
export function createRouter(service: Service): (request: RequestEntry) => Promise<Reply> {
  const { object, storage, folder } = storageAnswers(service);
  const routes = new Map<string, { method: string; answer: Answer }>([
    ['/connect/token', { method: 'POST', answer: tokenAnswer(service) }],
    ['/v4.0/html/storage/exist', { method: 'GET', answer: object }],
    ['/v4.0/html/storage/exists', { method: 'GET', answer: object }],
    ['/v4.0/html/storage/exist/storage', { method: 'GET', answer: storage }],
    ['/v4.0/html/storage/exists/storage', { method: 'GET', answer: storage }],
    ['/v4.0/html/folder', { method: 'GET', answer: folder }],
  ]);

  return async (request) => {
    const url = parseTarget(request.path);
    if (url === null) return problem(400, 'The URL is malformed.');
    const route = routes.get(url.pathname);
    if (route === undefined) return problem(404, 'There is no such route.');
    const { method, answer } = route;
    if (method !== request.method) return problem(405, `Use ${method}.`, { allow: method });
    return answer(request, url.searchParams);
  };
}

/** An error in the service's shape. */
export function problem(status: number, description: string, headers = {}): Reply {
  const message = STATUS_CODES[status] ?? 'Error';
  const code = message.replaceAll(' ', '');
  const dateTime = new Date().toISOString();
  const error = { code, message, description, dateTime, innerError: null };
  return { status, headers, body: { requestId: randomUUID(), error } };
}

function tokenAnswer({
  clientId,
  clientSecret,
  tokenLifetimeSeconds,
  tokens,
  now,
}: Service): Answer {
  const headers = { 'cache-control': 'no-store' };
  const refusal = (error: string): Reply => ({ status: 400, headers, body: { error } });
  const failures = new Map<string, { count: number; lockedUntil: number }>();

  return async (request) => {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/x-www-form-urlencoded') return refusal('invalid_request');
    const form = new URLSearchParams(request.body);
    if (form.get('grant_type') !== 'client_credentials') return refusal('unsupported_grant_type');
    const [id, secret] = [form.get('client_id'), form.get('client_secret')];
    if (!id || !secret) return refusal('invalid_request');

    if (id === clientId && secret === clientSecret) {
      const token = { access_token: await tokens.issue(), expires_in: tokenLifetimeSeconds };
      return { status: 200, headers, body: { ...token, token_type: 'Bearer' } };
    }
    const pair = JSON.stringify([id, secret]);
    const before = failures.get(pair) ?? { count: 0, lockedUntil: 0 };
    if (now() < before.lockedUntil) {
      const retryAfter = { 'retry-after': `${LOCK_SECONDS}` };
      return problem(429, 'Too many failed requests.', { ...headers, ...retryAfter });
    }
    const count = (before.count % FAILURES_UNTIL_LOCK) + 1;
    const lockedUntil = count === FAILURES_UNTIL_LOCK ? now() + LOCK_SECONDS * 1000 : 0;
    failures.set(pair, { count, lockedUntil });
    return refusal('invalid_client');
  };
}

type StorageAnswer = (name: string, query: URLSearchParams) => Promise<Reply>;

// `versionId` is accepted and means nothing: a folder keeps no versions.
function storageAnswers({ root, storageName, tokens }: Service) {
  const challenge = { 'www-authenticate': 'Bearer' };
  const isElsewhere = (query: URLSearchParams) =>
    (query.get('storageName') || storageName) !== storageName;

  function authorized(parameter: string, answer: StorageAnswer): Answer {
    return async ({ headers }, query) => {
      if (headers.authorization === undefined) return { status: 401, headers: challenge };
      const token = /^Bearer +(\S+)$/i.exec(headers.authorization)?.[1];
      if (token === undefined || !(await tokens.accepts(token))) {
        return problem(401, 'The access token is invalid or has expired.', challenge);
      }
      const value = query.get(parameter);
      return value ? answer(value, query) : problem(400, `The ${parameter} is missing.`);
    };
  }

  return {
    object: authorized('path', async (path, query) => {
      const found = isElsewhere(query) ? undefined : await locate(root, path);
      const body = { exists: found !== undefined, isFolder: found?.isFolder ?? false };
      return { status: 200, body };
    }),
    storage: authorized('storageName', async (name) => {
      return { status: 200, body: { exists: name === storageName } };
    }),
    folder: authorized('path', async (path, query) => {
      const value = isElsewhere(query) ? undefined : await listFolder(root, path);
      return value ? { status: 200, body: { value } } : problem(404, 'There is no such folder.');
    }),
  };
}

function parseTarget(target: string): URL | null {
  try {
    decodeURIComponent(target);
  } catch {
    return null;
  }
  // Prefixed rather than resolved: "//host/x" is a path here, not another host.
  return URL.parse(target.startsWith('/') ? `http://emulator${target}` : target);
}
