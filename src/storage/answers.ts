import { isObject, type JsonObject, lowerKeys } from '../service/json.ts';
import { badResponse, objectOf, type Reply } from '../service/judge.ts';

/** What the storage holds at a path. A path that does not exist is no folder either. */
export interface ObjectState {
  readonly exists: boolean;
  readonly isFolder: boolean;
  /** Whether the service said that it is a file, and did not only leave out that it is a folder. */
  readonly isSurelyFile: boolean;
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

/** @throws AsposeAuthError `bad-response` unless the response says yes or no */
export function parseObjectState(reply: Reply): ObjectState {
  const { exists, isfolder } = objectOf(reply);
  const isFolder = isfolder ?? false;
  if (typeof exists !== 'boolean' || typeof isFolder !== 'boolean') {
    throw badResponse(
      reply,
      'does not say whether the path exists (booleans "exists" and "isFolder")',
    );
  }
  return { exists, isFolder: exists && isFolder, isSurelyFile: exists && isfolder === false };
}

/** @throws AsposeAuthError `bad-response` unless the response says yes or no, and of a storage */
export function parseStorageState(reply: Reply): ObjectState {
  if ((objectOf(reply).isfolder ?? null) !== null) {
    throw badResponse(
      reply,
      'describes a file or folder, not a storage',
      'storage-url seems to be the root of another product, whose routes mean something else: leave it at its default.',
    );
  }
  return parseObjectState(reply);
}

/**
 * @param folder the path that was listed, for rows that have no path of their own
 * @throws AsposeAuthError `bad-response` unless every row is one
 */
export function parseListing(reply: Reply, folder: string): StorageFile[] {
  const { value: rows } = objectOf(reply);
  if (!Array.isArray(rows)) {
    throw badResponse(reply, 'has no array "value"');
  }
  return rows.map((row: unknown, index) => {
    const parsed = lowerKeys(isObject(row) ? row : {});
    if (parsed.kind === 'contradiction') {
      throw badResponse(reply, `cannot be used: row ${index + 1} has "${parsed.key}" twice`);
    }
    const file = parseRow(parsed.object, folder);
    const [wrong] = Object.entries(file).find(([, value]) => value === undefined) ?? [];
    if (wrong !== undefined) {
      throw badResponse(reply, `cannot be used: row ${index + 1} has no valid "${wrong}"`);
    }
    return file as StorageFile;
  });
}

/** A row's fields, undefined where they are not usable. */
function parseRow(
  { name, path, isfolder, size, modifieddate }: JsonObject,
  folder: string,
): { [Field in keyof StorageFile]: StorageFile[Field] | undefined } {
  const usableName = typeof name === 'string' && name !== '' ? name : undefined;
  return {
    name: usableName,
    path: stringOr(`${folder.replace(/\/+$/, '')}/${usableName}`, path),
    isFolder: typeof (isfolder ?? false) === 'boolean' ? Boolean(isfolder) : undefined,
    size: sizeOf(size),
    modifiedDate: stringOr(null, modifieddate),
  };
}

function stringOr<T>(fallback: T, value: unknown): string | T | undefined {
  if (value === undefined || value === null) {
    return fallback;
  }
  return typeof value === 'string' ? value : undefined;
}

/** Bytes, null when the service does not tell them. */
function sizeOf(size: unknown): number | null | undefined {
  if (size === undefined || size === null) {
    return null;
  }
  const isNumeric = typeof size === 'string' && /^\d+$/.test(size);
  const bytes = typeof size === 'number' || isNumeric ? Number(size) : Number.NaN;
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined;
}
