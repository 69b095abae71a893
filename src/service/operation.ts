import type { Transient } from '../errors.ts';
import type { Exchange } from '../http/client.ts';
import { clip } from '../text.ts';

/** What a request is for. */
export interface Operation {
  readonly kind: 'token' | 'check' | 'listing';
  /** The start of a sentence: `The token request`, `The check of "/a"`. */
  readonly title: string;
  /** The inputs that decide where the request goes. */
  readonly urlInputs: string;
  /** The inputs that decide what is asked; the former included. */
  readonly inputs: string;
}

const LONGEST_HOST = 260;
const LONGEST_PATH = 300;

/** Method, host and path: `GET api.aspose.cloud/v4.0/html/folder`. */
export function endpoint({ request: { method, url } }: Exchange): string {
  return `${method} ${shownHost(url)}${clip(url.pathname, LONGEST_PATH)}`;
}

export function shownHost({ host }: URL): string {
  return clip(host, LONGEST_HOST);
}

/** ` after 3 attempts`; nothing after one. */
export function afterAttempts({ attempts }: Exchange): string {
  return attempts > 1 ? ` after ${attempts} attempts` : '';
}

/** Trouble of a token request ends the run: a gate that waited would send the credentials again and again. */
export function transientOf({ kind }: Operation, retryAfterSeconds: number): Transient | undefined {
  return kind === 'token' ? undefined : { retryAfterSeconds };
}
