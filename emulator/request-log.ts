import type { RequestEntry } from './routes.ts';

const STORAGE_PARAMETERS = new Set(['path', 'storageName', 'versionId', 'recursive', '_']);

/** A request in one line. Of the query, only what the storage routes take is shown: the rest may be a secret. */
export function logLine({ method, path, status }: Readonly<RequestEntry>): string {
  const query = new URLSearchParams(path.split('?')[1]);
  const isPlain = [...query.keys()].every((key) => STORAGE_PARAMETERS.has(key));
  const shown = isPlain ? path : path.replace(/\?.*/, '?…');
  return `${method} ${shown} ${status}`;
}
