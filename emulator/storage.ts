import type { Stats } from 'node:fs';
import { mkdir, readdir, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

/** What a storage path names. */
export interface Item {
  /** Where it is once every link is followed. */
  realPath: string;
  isFolder: boolean;
  stats: Stats;
}

/** A row of a listing, as the service has them. */
export interface Row {
  name: string;
  isFolder: boolean;
  modifiedDate: string;
  size: number;
  path: string;
}

/** How the names of uploads begin that are not complete yet; such a file is in no listing. */
export const UNFINISHED = '.aspose-upload-';

// What the file system says of a path that names nothing, an over-long or NUL-holding one too. Any
// other error is no answer about the path and must not become "does not exist".
const NAMES_NOTHING =
  /^(EACCES|EINVAL|ELOOP|ENAMETOOLONG|ENOENT|ENOTDIR|EPERM|ERR_INVALID_ARG_VALUE)$/;

/**
 * What a storage path (`/a/b` or `a/b`) names in the folder `root`, itself a real path. A path that
 * leaves the root, by dots or by a link, names nothing: `undefined`.
 */
export async function locate(root: string, path: string): Promise<Item | undefined> {
  if (!isPlain(path)) return undefined;
  return unlessNothing(async () => {
    const realPath = await realpath(join(root, path));
    if (!isInside(root, realPath)) return undefined;
    const stats = await stat(realPath);
    return { realPath, isFolder: stats.isDirectory(), stats };
  });
}

/** The rows of a folder, sorted by name; `undefined` when the path names no folder. */
export async function listFolder(root: string, path: string): Promise<Row[] | undefined> {
  const folder = await locate(root, path);
  if (!folder?.isFolder) return undefined;
  const parent = `/${path}/`.replaceAll(/\/+/g, '/');
  const names = (await readdir(folder.realPath)).sort();
  const rows = names.map(async (name) => {
    const item = await locate(root, parent + name);
    return item === undefined ? [] : [rowOf(item, name, parent)];
  });
  return (await Promise.all(rows)).flat();
}

/**
 * Makes the folders of a path that are missing, and returns where the last one really is;
 * `undefined` when the path leaves the root or a file is in the way.
 */
export async function makeFolder(root: string, path: string): Promise<string | undefined> {
  if (!isPlain(path)) return undefined;
  return unlessNothing(async () => {
    let folder = root;
    // One by one, so that nothing is made behind a link that leaves the root.
    for (const name of path.split('/').filter(Boolean)) {
      await mkdir(join(folder, name)).catch((error) => {
        if (error.code !== 'EEXIST') throw error;
      });
      folder = await realpath(join(folder, name));
      if (!isInside(root, folder) || !(await stat(folder)).isDirectory()) return undefined;
    }
    return folder;
  });
}

/** Removes a file or a folder with all it holds; of a link, the link. */
export async function remove(root: string, path: string): Promise<void> {
  const parent = await realpath(join(root, dirname(path)));
  await rm(join(parent, basename(path)), { recursive: true });
}

/** How many bytes the files below a folder have. */
export async function countBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => unlessNothing(() => stat(join(entry.parentPath, entry.name))));
  return (await Promise.all(sizes)).reduce((sum, stats) => sum + (stats?.size ?? 0), 0);
}

function rowOf({ isFolder, stats }: Item, name: string, parent: string): Row {
  return {
    name,
    isFolder,
    modifiedDate: isFolder ? '0001-01-01T00:00:00' : stats.mtime.toISOString(),
    size: isFolder ? 0 : stats.size,
    path: `${parent}${name}${isFolder ? '/' : ''}`,
  };
}

/** Whether a path has no segment that leads elsewhere or names an unfinished upload. */
export function isPlain(path: string): boolean {
  return !path
    .split(/[/\\]/)
    .some((name) => name === '.' || name === '..' || name.startsWith(UNFINISHED));
}

function isInside(root: string, realPath: string): boolean {
  const way = relative(root, realPath);
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}

async function unlessNothing<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (NAMES_NOTHING.test((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
