import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Problem, type Reply } from './reply.ts';

/** A request as it came in: `path` has the query, `status` is there once it is answered. */
export interface RequestEntry {
  method: string;
  path: string;
  /** Whether an Authorization header was sent. */
  authorization: boolean;
  headers: IncomingHttpHeaders;
  /** The body of a token request; of any other request it stays empty. */
  body: string;
  status?: number;
}

/** A request to answer. Its body, if it has one, is still to be read from `incoming`. */
export interface Call {
  entry: RequestEntry;
  query: URLSearchParams;
  incoming: IncomingMessage;
}

/** @throws Problem */
export type Answer = (call: Call) => Promise<Reply>;

/** By path, then by method. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Answer>>>>;

/** Finds the answer to a request by its path, where a slash at the end changes nothing. */
export function createRouter(routes: Routes): (call: Omit<Call, 'query'>) => Promise<Reply> {
  const methodsOf = new Map(Object.entries(routes));

  return async (call) => {
    const url = parseTarget(call.entry.path);
    if (url === null) throw new Problem(400, 'The URL is malformed.');
    const methods = methodsOf.get(url.pathname.replace(/\/$/, ''));
    if (methods === undefined) throw new Problem(404, 'There is no such route.');
    const answer = new Map(Object.entries(methods)).get(call.entry.method);
    if (answer === undefined) {
      const allow = Object.keys(methods).join(', ');
      throw new Problem(405, `Use ${allow}.`, { allow });
    }
    return answer({ ...call, query: url.searchParams });
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
