import { open, readdir, statfs } from 'node:fs/promises';
import { Problem, type Reply } from './reply.ts';
import type { Answer, Call, Routes } from './routes.ts';
import { countBytes, type Item, listFolder, locate, makeFolder, remove } from './storage.ts';
import type { TokenAuthority } from './tokens.ts';
import { receiveUpload } from './upload.ts';

interface Storage {
  /** The real path of the folder that is the storage. */
  root: string;
  storageName: string;
  uploadLimitBytes: number;
}

/** Answers a call whose token and storage are right. */
type StorageAnswer = (storage: Storage, path: string, call: Call) => Promise<Reply>;

const DONE: Reply = { status: 200 };
const CHALLENGE = { 'www-authenticate': 'Bearer' };

/**
 * The storage routes of the service, except that the responses are JSON also when `Accept` asks for
 * XML. A `versionId` is accepted and means nothing, since a folder keeps no versions.
 */
export function createStorageApi(storage: Storage, tokens: TokenAuthority): Routes {
  const authorized =
    (answer: Answer): Answer =>
    async (call) => {
      const { authorization } = call.entry.headers;
      if (authorization === undefined) return { status: 401, headers: CHALLENGE };
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (token === undefined || !(await tokens.accepts(token))) {
        throw new Problem(401, 'The access token is invalid or has expired.', CHALLENGE);
      }
      return answer(call);
    };
  const inStorage = (answer: StorageAnswer): Answer =>
    authorized(async (call) => {
      const path = required(call, 'path');
      if (isElsewhere(storage, call)) throw notFound('file or folder');
      return answer(storage, path, call);
    });
  const exists = authorized((call) => objectExists(storage, call));
  const storageExists = authorized(async (call) => {
    return ok({ exists: required(call, 'storageName') === storage.storageName });
  });

  return {
    '/v4.0/html/storage/exist': { GET: exists },
    '/v4.0/html/storage/exists': { GET: exists },
    '/v4.0/html/storage/exist/storage': { GET: storageExists },
    '/v4.0/html/storage/exists/storage': { GET: storageExists },
    '/v4.0/html/storage/disc/usage': { GET: authorized((call) => discUsage(storage, call)) },
    '/v4.0/html/folder': {
      GET: inStorage(list),
      POST: inStorage(createFolder),
      DELETE: inStorage(deleteFolder),
    },
    '/v4.0/html/file': {
      GET: inStorage(download),
      POST: inStorage(upload),
      DELETE: inStorage(deleteFile),
    },
  };
}

async function objectExists(storage: Storage, call: Call): Promise<Reply> {
  const path = required(call, 'path');
  const found = isElsewhere(storage, call) ? undefined : await locate(storage.root, path);
  return ok({ exists: found !== undefined, isFolder: found?.isFolder ?? false });
}

async function discUsage(storage: Storage, call: Call): Promise<Reply> {
  if (isElsewhere(storage, call)) throw notFound('storage');
  const usedSize = await countBytes(storage.root);
  const { bavail, bsize } = await statfs(storage.root);
  return ok({ usedSize, totalSize: usedSize + bavail * bsize });
}

const list: StorageAnswer = async ({ root }, path) => {
  const value = await listFolder(root, path);
  if (value === undefined) throw notFound('folder');
  return ok({ value });
};

const createFolder: StorageAnswer = async ({ root }, path) => {
  if ((await makeFolder(root, path)) === undefined) throw notFound('place for a folder');
  return DONE;
};

const deleteFolder: StorageAnswer = async ({ root }, path, { query }) => {
  const { realPath } = await itemAt(root, path, 'folder');
  if (realPath === root) throw new Problem(400, 'The root of the storage cannot be deleted.');
  const isRecursive = query.get('recursive')?.toLowerCase() === 'true';
  if (!isRecursive && (await readdir(realPath)).length > 0) {
    throw new Problem(409, 'The folder is not empty: use recursive=true.');
  }
  await remove(root, path);
  return DONE;
};

const download: StorageAnswer = async ({ root }, path) => {
  const { realPath } = await itemAt(root, path, 'file');
  const file = await open(realPath);
  const { size } = await file.stat();
  const headers = { 'content-type': 'application/octet-stream', 'content-length': size };
  // No further than the length that is announced, also when the file grows meanwhile.
  const content = file.createReadStream({ end: Math.max(0, size - 1) });
  return { status: 200, headers, content };
};

const upload: StorageAnswer = async ({ root, uploadLimitBytes }, path, { incoming }) => {
  const target = { root, path, limitBytes: uploadLimitBytes };
  return ok({ uploaded: await receiveUpload(incoming, target), errors: [] });
};

const deleteFile: StorageAnswer = async ({ root }, path) => {
  await itemAt(root, path, 'file');
  await remove(root, path);
  return DONE;
};

async function itemAt(root: string, path: string, kind: 'file' | 'folder'): Promise<Item> {
  const item = await locate(root, path);
  if (item === undefined || item.isFolder !== (kind === 'folder')) throw notFound(kind);
  return item;
}

function isElsewhere({ storageName }: Storage, { query }: Call): boolean {
  return (query.get('storageName') || storageName) !== storageName;
}

function required({ query }: Call, parameter: string): string {
  const value = query.get(parameter);
  if (!value) throw new Problem(400, `The ${parameter} is missing.`);
  return value;
}

function notFound(what: string): Problem {
  return new Problem(404, `There is no such ${what}.`);
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}
