import type { Session } from '../auth/session.ts';
import type { AccessToken } from '../auth/token.ts';
import { AsposeAuthError } from '../errors.ts';
import type { Http } from '../http/client.ts';
import type { Inputs } from '../inputs/plan.ts';
import { printable } from '../runner/log.ts';
import {
  type Answer,
  badResponse,
  isObject,
  isSuccess,
  type JsonObject,
  parseObject,
  pick,
  statusError,
} from '../service/answer.ts';

/** What the storage holds at a path. A path that is not there is no folder either. */
export interface ObjectState {
  readonly exists: boolean;
  readonly isFolder: boolean;
}

/** A row of a folder's listing. The service tells neither size nor date for some kinds of storage. */
export interface StorageFile {
  readonly name: string;
  readonly path: string;
  readonly isFolder: boolean;
  /** Bytes; 0 for a folder. */
  readonly size: number | null;
  /** As the service writes it; `0001-01-01T00:00:00` for a folder. */
  readonly modifiedDate: string | null;
}

/** What can be asked of the storage. */
export type Storage = ReturnType<typeof createStorage>;

type Query = Readonly<Record<string, string | undefined>>;

/** The names that a route goes by, as long as it is not known which of them this service knows. */
interface Route {
  spellings: readonly string[];
  /** What else its absence can mean. */
  readonly orElse?: string;
}

interface Question {
  readonly purpose: string;
  readonly url: URL;
  readonly deadline: number;
}

/**
 * The storage routes. Each call is one operation with its own budget. All of them reject with an AsposeAuthError when
 * the answer is not a trustworthy one: `token-rejected`, `storage-denied`, `bad-response`, or what {@link Http.send},
 * {@link Session.renew} and {@link statusError} throw.
 */
export function createStorage(
  { http, session }: { http: Http; session: Session },
  { storageUrl, storageName, versionId }: Pick<Inputs, 'storageUrl' | 'storageName' | 'versionId'>,
) {
  // The service's documentation and its SDKs differ.
  const objectRoute: Route = { spellings: ['storage/exists', 'storage/exist'] };
  const storageRoute: Route = { spellings: ['storage/exist/storage', 'storage/exists/storage'] };
  const folderRoute: Route = { spellings: ['folder'], orElse: ', or the folder does not exist' };

  return {
    async objectState(path: string): Promise<ObjectState> {
      const purpose = `The check of ${printable(path)}`;
      return parseObjectState(await call(objectRoute, purpose, { path, storageName, versionId }));
    },
    /** The state of the storage `storageName` itself, which is never a folder. */
    async storageState(): Promise<ObjectState> {
      const purpose = `The check of the storage ${printable(storageName ?? '')}`;
      return parseObjectState(await call(storageRoute, purpose, { storageName }));
    },
    async listFolder(path: string): Promise<StorageFile[]> {
      const purpose = `The listing of ${printable(path)}`;
      return parseListing(await call(folderRoute, purpose, { path, storageName }));
    },
  };

  /** Asks under each spelling until the route is there, and keeps to that spelling from then on. */
  async function call(route: Route, purpose: string, query: Query): Promise<Answer> {
    const deadline = http.deadline();
    for (const spelling of route.spellings) {
      const url = address(storageUrl, spelling, query);
      const answer = await ask({ purpose, url, deadline });
      if (answer.status !== 404 && answer.status !== 405) {
        route.spellings = [spelling];
        return judged(answer);
      }
    }
    throw noRoute({ purpose, host: storageUrl.host, route });
  }

  /** Asks with the token in force, and once more with a new one if the service does not take it. */
  async function ask(question: Question): Promise<Answer> {
    const token = session.current();
    const answer = await get(question, token);
    const renewed =
      answer.status === 401 ? await session.renew(token, question.deadline) : undefined;
    return renewed === undefined ? answer : get(question, renewed);
  }

  function get({ purpose, url, deadline }: Question, token: AccessToken): Promise<Answer> {
    const headers = { authorization: `Bearer ${token.value}` };
    return http.send({ purpose, method: 'GET', url, headers }, deadline);
  }
}

/** @throws AsposeAuthError `bad-response` unless the answer says yes or no */
export function parseObjectState(answer: Answer): ObjectState {
  const fields = parseObject(answer);
  const exists = pick(fields, 'exists', answer);
  const isFolder = pick(fields, 'isFolder', answer) ?? false;
  if (typeof exists !== 'boolean' || typeof isFolder !== 'boolean') {
    throw badResponse(answer, 'no boolean "exists" and "isFolder"');
  }
  return { exists, isFolder: exists && isFolder };
}

/** @throws AsposeAuthError `bad-response` unless every row is one */
export function parseListing(answer: Answer): StorageFile[] {
  const rows = pick(parseObject(answer), 'value', answer);
  if (!Array.isArray(rows)) {
    throw badResponse(answer, 'no array "value"');
  }
  return rows.map((row: unknown, index) => {
    const file = isObject(row) ? parseFile(row, answer) : undefined;
    if (file === undefined) {
      throw badResponse(answer, `a listing whose row ${index + 1} is malformed`);
    }
    return file;
  });
}

function parseFile(row: JsonObject, answer: Answer): StorageFile | undefined {
  const name = pick(row, 'name', answer);
  const path = pick(row, 'path', answer);
  const isFolder = pick(row, 'isFolder', answer) ?? false;
  const size = pick(row, 'size', answer) ?? null;
  const modifiedDate = pick(row, 'modifiedDate', answer) ?? null;
  return typeof name === 'string' &&
    name !== '' &&
    typeof path === 'string' &&
    typeof isFolder === 'boolean' &&
    (size === null || typeof size === 'number') &&
    (modifiedDate === null || typeof modifiedDate === 'string')
    ? { name, path, isFolder, size, modifiedDate }
    : undefined;
}

function address(storageUrl: URL, spelling: string, query: Query): URL {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    // Not URLSearchParams, whose + for a space is not undone by every server.
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return new URL(`${storageUrl.href.replace(/\/$/, '')}/${spelling}?${parameters.join('&')}`);
}

function noRoute(asked: { purpose: string; host: string; route: Route }): AsposeAuthError {
  const { spellings, orElse = '' } = asked.route;
  return new AsposeAuthError(
    'bad-response',
    `${asked.purpose} failed: ${asked.host} does not know the route ${spellings.join(' or ')} (HTTP 404 or 405)${orElse}. Check storage-url: it is the root of an API with storage routes, such as {base-url}/v4.0/html.`,
  );
}

/** Lets a good answer pass, and throws what any other one means. */
function judged(answer: Answer): Answer {
  const { status, host } = answer;
  if (isSuccess(answer)) {
    return answer;
  }
  if (status === 401) {
    throw new AsposeAuthError(
      'token-rejected',
      `The storage at ${host} does not accept the access token (HTTP 401), and no newer one can be had. Check that token-url and storage-url belong to the same service, and that a given access-token is meant for it.`,
    );
  }
  if (status === 403) {
    throw new AsposeAuthError(
      'storage-denied',
      `The storage at ${host} denies access with this access token (HTTP 403). Check at https://dashboard.aspose.cloud/ that the application may use the storage, and that storage-name is one of its storages.`,
    );
  }
  throw statusError(answer);
}
