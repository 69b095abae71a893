import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

// What the file system says of a path that names nothing, an over-long or NUL-holding one too. Any
// other error is no answer about the path and must not become "does not exist".
const NAMES_NOTHING =
  /^(EACCES|EINVAL|ELOOP|ENAMETOOLONG|ENOENT|ENOTDIR|EPERM|ERR_INVALID_ARG_VALUE)$/;

/**
 * What a storage path (`/a/b` or `a/b`) names in the folder `root`, itself a real path. A path that
 * leaves the root, by dots or by a link, names nothing: `undefined`.
 */
export async function locate(root: string, path: string) {
  if (path.split(/[/\\]/).some((segment) => segment === '.' || segment === '..')) return undefined;
  try {
    const realPath = await realpath(join(root, path));
    const way = relative(root, realPath);
    if (isAbsolute(way) || way.split(sep)[0] === '..') return undefined;
    const stats = await stat(realPath);
    return { realPath, isFolder: stats.isDirectory(), stats };
  } catch (error) {
    if (NAMES_NOTHING.test((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** The service's rows for a folder, sorted by name; `undefined` when the path names no folder. */
export async function listFolder(root: string, path: string) {
  const folder = await locate(root, path);
  if (!folder?.isFolder) return undefined;
  const parent = `/${path}/`.replaceAll(/\/+/g, '/');
  const names = (await readdir(folder.realPath)).sort();
  const rows = names.map(async (name) => {
    const item = await locate(root, parent + name);
    if (item === undefined) return [];
    const { isFolder, stats } = item;
    return {
      name,
      isFolder,
      modifiedDate: isFolder ? '0001-01-01T00:00:00' : stats.mtime.toISOString(),
      size: isFolder ? 0 : stats.size,
      path: `${parent}${name}${isFolder ? '/' : ''}`,
    };
  });
  return (await Promise.all(rows)).flat();
}
