import { isLoopback } from '../http/loopback.ts';

/** What an input may be: `parse` returns undefined for anything else, and `is` says it in words. */
export interface Rule<T> {
  readonly is: string;
  readonly parse: (text: string) => T | undefined;
}

/** YAML 1.2 core schema, as the toolkit's getBooleanInput. */
export const BOOLEAN: Rule<boolean> = {
  is: 'true or false',
  parse: (text) =>
    /^(true|True|TRUE|false|False|FALSE)$/.test(text) ? text.toLowerCase() === 'true' : undefined,
};

export function oneOf<T extends string>(allowed: readonly T[]): Rule<T> {
  return {
    is: `one of ${allowed.join(', ')}`,
    parse: (text) => allowed.find((candidate) => candidate === text),
  };
}

const MAX_SECONDS = 86_400;

/** A number of seconds up to a day. */
export function secondsFrom(least: number): Rule<number> {
  return wholeNumber({ least, most: MAX_SECONDS, unit: 'seconds' });
}

/** `none`, or a whole number. */
export function noneOr(range: Range): Rule<number | 'none'> {
  const number = wholeNumber(range);
  return {
    is: `none or ${number.is}`,
    parse: (text) => (text === 'none' ? 'none' : number.parse(text)),
  };
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly unit: string;
}

function wholeNumber({ least, most, unit }: Range): Rule<number> {
  return {
    is: `a whole number of ${unit} from ${least} to ${most}`,
    parse: (text) =>
      /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most
        ? Number(text)
        : undefined,
  };
}

/** The address of a service, without a slash at its end. */
export function serviceUrl(allowHttp: boolean): Rule<URL> {
  const http = allowHttp
    ? 'http:// or https://'
    : 'https:// (http:// is for loopback hosts, or with allow-http: true)';
  return {
    is: `a URL that starts with ${http} and has no @, ?, #, backslash or white space`,
    parse(text) {
      const url = /^https?:\/\/[^\s/@\\?#\p{Cc}\p{Cf}][^\s@\\?#\p{Cc}\p{Cf}]*$/iu.test(text)
        ? URL.parse(text)
        : null;
      if (url === null || !(url.protocol === 'https:' || allowHttp || isLoopback(url))) {
        return undefined;
      }
      url.pathname = url.pathname.replace(/\/+$/, '');
      return url;
    },
  };
}

const PLACEHOLDER = /^(null|undefined|none|nil|""|\*{2,})$/i;

/** Whether a script printed `text` for "no value". */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}
