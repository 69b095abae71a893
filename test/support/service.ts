import { makeJwt } from './credentials.ts';
import { type Answerer, json, type ReceivedRequest, reply } from './server.ts';

/** What the storage tells of a file, beside its name. */
interface FileFacts {
  readonly size?: unknown;
  readonly modifiedDate?: unknown;
}

interface ServiceOptions {
  /** The token that every token request gets. */
  readonly token?: string;
  /** Paths of the files in the storage; where a test needs them, with what a listing tells. */
  readonly files?: readonly string[] | Readonly<Record<string, FileFacts>>;
  readonly folders?: readonly string[];
  /** Answers for single routes, such as `storage/exists` or `connect/token`, in place of the usual ones. */
  readonly routes?: Readonly<Record<string, Answerer>>;
}

const STORAGE = '/v4.0/html/';

/** The service as most tests need it: a token for everyone, and a storage that holds `files` and `folders`. */
export function service(options: ServiceOptions = {}): Answerer {
  const { token = makeJwt(), files = {}, folders = [], routes = {} } = options;
  const facts = new Map<string, FileFacts>(
    Array.isArray(files) ? files.map((path) => [path, {}]) : Object.entries(files),
  );
  const all = new Set([...folders, ...[...facts.keys()].flatMap(foldersAbove)]);
  const usual: Record<string, Answerer> = {
    'connect/token': reply({ access_token: token, expires_in: 3600, token_type: 'Bearer' }),
    'storage/exists': (request, response) => {
      const path = askedPath(request);
      json(response, { exists: all.has(path) || facts.has(path), isFolder: all.has(path) });
    },
    'storage/exist/storage': reply({ exists: true }),
    folder: (request, response) => {
      const folder = askedPath(request).replace(/\/$/, '');
      const rows = [...facts].flatMap(([path, fact]) =>
        path.replace(/\/[^/]*$/, '') === folder ? [fileRow(path, fact)] : [],
      );
      const subfolders = [...all].filter(
        (path) => path !== '/' && path.replace(/\/[^/]*$/, '') === folder,
      );
      json(response, { value: [...rows, ...subfolders.map(folderRow)] });
    },
  };
  return (request, response, count) => {
    const route = request.path.replace(/\?.*/, '').replace(STORAGE, '').replace(/^\//, '');
    const answer = routes[route] ?? usual[route] ?? reply({ code: 404 }, { status: 404 });
    return answer(request, response, count);
  };
}

function askedPath({ path }: ReceivedRequest): string {
  return new URL(path, 'http://localhost').searchParams.get('path') ?? '';
}

/** `/a` and `/` for `/a/b.html`. */
function foldersAbove(path: string): string[] {
  const above = path.split('/').slice(1, -1);
  return ['/', ...above.map((_, index) => `/${above.slice(0, index + 1).join('/')}`)];
}

function fileRow(path: string, fact: FileFacts): object {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, path, isFolder: false, size: 12, modifiedDate: new Date(), ...fact };
}

function folderRow(path: string): object {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, path: `${path}/`, isFolder: true, size: 0, modifiedDate: '0001-01-01T00:00:00' };
}

/**
 * A storage that changes: for each round of questions, what is there. The last round stands for all that follow. A path
 * that a round does not name does not exist.
 */
export function rounds(...states: readonly Readonly<Record<string, boolean>>[]): Answerer {
  const asked = new Map<string, number>();
  return (request, response) => {
    const path = askedPath(request);
    const round = asked.get(path) ?? 0;
    asked.set(path, round + 1);
    json(response, { exists: states[Math.min(round, states.length - 1)]?.[path] ?? false });
  };
}
