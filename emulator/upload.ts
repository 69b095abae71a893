import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { Problem } from './reply.ts';
import { isPlain, locate, makeFolder, UNFINISHED } from './storage.ts';

/** Where the files of an upload go, and how many bytes each may have. */
interface Target {
  root: string;
  path: string;
  limitBytes: number;
}

/** A file that lies beside its place until the whole form has been received. */
interface Received {
  name: string;
  unfinished: string;
  place: string;
}

/**
 * Stores the files of a multipart form in the folder that `path` names, and returns their names.
 * A path that ends in the name of the file may be the file's own. Nothing is stored unless the
 * whole form has been received.
 *
 * @throws Problem
 */
export async function receiveUpload(incoming: IncomingMessage, target: Target): Promise<string[]> {
  const form = createForm(incoming, target.limitBytes);
  const broken = new AbortController();
  const files: Promise<Received>[] = [];
  form.on('file', (_field, file, name) => {
    // The parser reports a part that breaks off here, too, when nobody is listening any more.
    file.on('error', () => {});
    const received = receiveFile(file, name, target, broken.signal);
    // A file that cannot be written never ends, and the form would wait for it.
    received.catch((error) => error instanceof Problem || form.destroy(error));
    files.push(received);
  });
  try {
    await pipeline(incoming, form).catch((error) => {
      broken.abort();
      throw incoming.complete && isParserError(error)
        ? new Problem(400, 'The form is malformed.')
        : error;
    });
    const received = await Promise.all(files);
    if (received.length === 0) throw new Problem(400, 'The form has no file.');
    for (const { unfinished, place } of received) await rename(unfinished, place);
    return received.map(({ name }) => name);
  } finally {
    for (const file of await Promise.allSettled(files)) {
      if (file.status === 'fulfilled') await rm(file.value.unfinished, { force: true });
    }
  }
}

function createForm({ headers }: IncomingMessage, fileSize: number): BusboyInstance {
  try {
    const type = headers['content-type'] ?? '';
    return Busboy({ headers: { 'content-type': type }, limits: { fileSize } });
  } catch {
    throw new Problem(400, 'Send the file as multipart/form-data.');
  }
}

/** An error of the system, such as a full disk, has a code. */
function isParserError(error: NodeJS.ErrnoException): boolean {
  return error.code === undefined;
}

async function receiveFile(
  file: BusboyFileStream,
  name: string,
  target: Target,
  signal: AbortSignal,
): Promise<Received> {
  let place: string;
  try {
    place = await placeOf(name, target);
  } catch (error) {
    file.resume();
    throw error;
  }
  const unfinished = join(dirname(place), UNFINISHED + randomUUID());
  try {
    await pipeline(file, createWriteStream(unfinished, { flags: 'wx' }), { signal });
    if (file.truncated) throw new Problem(413, 'The file is too large.');
    return { name, unfinished, place };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function placeOf(name: string | undefined, { root, path }: Target): Promise<string> {
  if (!name || !isPlain(name) || /[/\\\p{Cc}]/u.test(name)) {
    throw new Problem(400, 'The file has no name that can be used.');
  }
  const endsInName = path === name || path.endsWith(`/${name}`);
  const isOwnPath = endsInName && !(await locate(root, path))?.isFolder;
  const folder = await makeFolder(root, isOwnPath ? path.slice(0, -name.length) : path);
  if (folder === undefined) throw new Problem(404, 'There can be no such folder.');
  const place = join(folder, name);
  const found = await stat(place).catch(() => undefined);
  if (found?.isDirectory()) throw new Problem(409, 'There is a folder of that name.');
  return place;
}
