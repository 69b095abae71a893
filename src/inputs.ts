import * as core from '@actions/core';
import { AsposeAuthError } from './errors.ts';
import { EXPECTATIONS, type Gate } from './gate.ts';
import { holdsSecret, mask, maskToken, printable, warning } from './log.ts';
import { type Credentials, isTokenText } from './token.ts';

/** Where the token comes from. */
export type Auth =
  | { readonly kind: 'credentials'; readonly credentials: Credentials }
  | { readonly kind: 'token'; readonly accessToken: string }
  | {
      readonly kind: 'token-or-credentials';
      readonly accessToken: string;
      readonly credentials: Credentials;
    };

/** There is no token to be had; `missing` names the inputs that are empty. */
export interface MissingAuth {
  readonly kind: 'missing';
  readonly missing: readonly CredentialInput[];
  readonly skip: boolean;
}

export type CredentialInput = 'client-id' | 'client-secret';

export interface Inputs {
  readonly auth: Auth | MissingAuth;
  readonly minValiditySeconds: number;
  readonly tokenUrl: URL;
  readonly storageUrl: URL;
  readonly timeoutSeconds: number;
  /** Name of the environment variable to export the token as, if one is wanted. */
  readonly exportTo: string | undefined;
  readonly jobSummary: boolean;
  readonly storageName: string | undefined;
  readonly versionId: string | undefined;
  /** Undefined when no check is asked for. */
  readonly gate: Gate | undefined;
  /** The folder to list, if one is. */
  readonly listFolder: string | undefined;
}

/** What an empty input means; `action.yml` says the same. */
export const DEFAULTS = {
  'min-validity-seconds': '60',
  'on-missing-credentials': 'fail',
  'base-url': 'https://api.aspose.cloud',
  'allow-http': 'false',
  'timeout-seconds': '60',
  'export-env': 'true',
  'env-name': 'ASPOSE_ACCESS_TOKEN',
  'job-summary': 'true',
  'storage-expect': 'exists',
  'storage-required': 'true',
  'storage-wait-seconds': '0',
} as const;

const MOST_SECONDS = 86_400;

/** Variables that would change how the runner or the later steps run. */
const RESERVED_VARIABLE = new RegExp(
  `^(${[
    '(GITHUB|RUNNER|ACTIONS|INPUT|STATE|LD|DYLD|BASH|GIT|NPM_CONFIG|PIP|XDG|LC)_.*',
    '.*_PROXY',
    'NODE_(OPTIONS|PATH|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED)',
    'PATH|PATHEXT|HOME|CI|ENV|SHELL|SHELLOPTS|IFS|PS[0-4]|PROMPT_COMMAND|CDPATH|PWD|USER|LOGNAME|LANG',
    'TMPDIR|TEMP|TMP|COMSPEC|SYSTEMROOT|WINDIR|USERPROFILE|APPDATA|LOCALAPPDATA|PSMODULEPATH',
    'PYTHON(PATH|HOME|STARTUP)|PERL5(LIB|OPT)|RUBY(LIB|OPT)|CLASSPATH|(_JAVA|JDK_JAVA)_OPTIONS|JAVA_TOOL_OPTIONS',
    'SSL_CERT_(FILE|DIR)|CURL_CA_BUNDLE|REQUESTS_CA_BUNDLE',
  ].join('|')})$`,
  'i',
);

/** What an input may be: `parse` gives undefined for anything else, and `is` says it in words. */
interface Rule<T> {
  readonly is: string;
  readonly parse: (text: string) => T | undefined;
}

/**
 * Reads every input, the secret ones masked before anything else.
 *
 * @throws AsposeAuthError `invalid-input`, naming each input that breaks its rule
 */
export function readInputs(): Inputs {
  const authInputs = readAuthInputs();
  const reader = createReader();
  if (authInputs.accessToken !== '' && !isTokenText(authInputs.accessToken)) {
    reader.reject('access-token', 'one token of visible ASCII characters');
  }
  const serviceUrl = urlRule(reader.defaulted('allow-http', BOOLEAN));
  const baseUrl = reader.defaulted('base-url', serviceUrl);
  const envName = reader.defaulted('env-name', ENV_NAME);
  const onMissing = reader.defaulted('on-missing-credentials', oneOf(['fail', 'skip']));
  const inputs: Inputs = {
    auth: authOf(authInputs, onMissing === 'skip'),
    minValiditySeconds: reader.defaulted('min-validity-seconds', secondsFrom(0)),
    tokenUrl: reader.read('token-url', serviceUrl, below(baseUrl, 'connect/token').href),
    storageUrl: reader.read('storage-url', serviceUrl, below(baseUrl, 'v4.0/html').href),
    timeoutSeconds: reader.defaulted('timeout-seconds', secondsFrom(1)),
    exportTo: reader.defaulted('export-env', BOOLEAN) ? envName : undefined,
    jobSummary: reader.defaulted('job-summary', BOOLEAN),
    storageName: reader.line('storage-name'),
    versionId: reader.line('storage-version-id'),
    gate: readGate(reader),
    listFolder: reader.line('storage-list'),
  };
  if (reader.problems.size > 0) {
    throw new AsposeAuthError('invalid-input', [...reader.problems].join('\n'));
  }
  return inputs;
}

/** Whether a check of the storage is asked for, be the inputs valid or not. */
export function isGateRequested(): boolean {
  return given('storage-path') !== '' || given('storage-name') !== '';
}

/** `path` below `url`, whether or not that ends with a slash. */
export function below(url: URL, path: string): URL {
  return new URL(`${url.href.replace(/\/+$/, '')}/${path}`);
}

const BOOLEAN: Rule<boolean> = {
  is: 'true or false',
  parse: (text) =>
    /^(true|True|TRUE|false|False|FALSE)$/.test(text) ? text.toLowerCase() === 'true' : undefined,
};

const LINE: Rule<string> = {
  is: 'free of control characters',
  parse: (text) => (/\p{Cc}/u.test(text) ? undefined : text),
};

const LINES: Rule<readonly string[]> = {
  is: 'one path a line, each free of control characters',
  parse(text) {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    return lines.some((line) => LINE.parse(line) === undefined)
      ? undefined
      : [...new Set(lines)].filter((line) => line !== '');
  },
};

const ENV_NAME: Rule<string> = {
  is: 'a name of letters, digits and underscores, and none that changes how the runner or later steps run',
  parse: (text) =>
    /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !RESERVED_VARIABLE.test(text) ? text : undefined,
};

function secondsFrom(least: number): Rule<number> {
  return {
    is: `a whole number of seconds from ${least} to ${MOST_SECONDS}`,
    parse(text) {
      const seconds = /^\d+$/.test(text) ? Number(text) : Number.NaN;
      return seconds >= least && seconds <= MOST_SECONDS ? seconds : undefined;
    },
  };
}

function oneOf<T extends string>(allowed: readonly T[]): Rule<T> {
  return {
    is: `one of ${allowed.join(', ')}`,
    parse: (text) => allowed.find((candidate) => candidate === text),
  };
}

function urlRule(allowHttp: boolean): Rule<URL> {
  return {
    is: `an absolute https URL without user info, query or fragment${
      allowHttp
        ? ' (http is allowed too)'
        : ' (http only for a loopback host, or with allow-http: true)'
    }`,
    parse(text) {
      const url = URL.parse(text);
      // The parser forgives white space, missing slashes and an empty query; whoever wrote them meant something else.
      if (
        url === null ||
        !/^https?:\/\/[^\s?#\\]+$/i.test(text) ||
        url.username + url.password !== ''
      ) {
        return undefined;
      }
      return url.protocol === 'https:' || allowHttp || isLoopback(url.hostname) ? url : undefined;
    },
  };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

interface AuthInputs {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly accessToken: string;
}

/** Masks before it does anything else, and takes the white space off that comes with a value pasted into a secret. */
function readAuthInputs(): AuthInputs {
  // White space alone is no secret, and masking it would blot out the log.
  if (given('client-secret') !== '') {
    mask(raw('client-secret'));
    mask(given('client-secret'));
  }
  if (given('access-token') !== '') {
    mask(raw('access-token'));
    maskToken(given('access-token'));
  }
  maskProxyPasswords();
  for (const name of ['client-id', 'client-secret', 'access-token']) {
    if (raw(name) !== given(name)) {
      warning(`The input ${name} has white space around it, which is left out. Store it without.`);
    }
  }
  return {
    clientId: given('client-id'),
    clientSecret: given('client-secret'),
    accessToken: given('access-token'),
  };
}

function maskProxyPasswords(): void {
  for (const name of ['https_proxy', 'http_proxy', 'HTTPS_PROXY', 'HTTP_PROXY']) {
    // Not parsed as a URL: a password with an unescaped / or # would slip through.
    const [, password] = /^(?:\w+:\/\/)?[^:]*:(.*)@/.exec(process.env[name] ?? '') ?? [];
    if (password !== undefined) {
      mask(password);
      mask(decoded(password));
    }
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function authOf(authInputs: AuthInputs, skip: boolean): Auth | MissingAuth {
  const { clientId, clientSecret, accessToken } = authInputs;
  if (clientId !== '' && clientSecret !== '') {
    const credentials = { clientId, clientSecret };
    return accessToken === ''
      ? { kind: 'credentials', credentials }
      : { kind: 'token-or-credentials', accessToken, credentials };
  }
  if (accessToken !== '') {
    return { kind: 'token', accessToken };
  }
  const missing: CredentialInput[] = [];
  if (clientId === '') {
    missing.push('client-id');
  }
  if (clientSecret === '') {
    missing.push('client-secret');
  }
  return { kind: 'missing', missing, skip };
}

function readGate(reader: Reader): Gate | undefined {
  const paths = reader.read('storage-path', LINES, '');
  const name = reader.line('storage-name');
  const rest = {
    expect: reader.defaulted('storage-expect', oneOf(EXPECTATIONS)),
    required: reader.defaulted('storage-required', BOOLEAN),
    waitSeconds: reader.defaulted('storage-wait-seconds', secondsFrom(0)),
  };
  if (given('storage-version-id') !== '' && paths.length !== 1) {
    reader.reject('storage-version-id', 'empty unless storage-path names exactly one path');
  }
  if (paths.length > 0) {
    return { subject: { kind: 'paths', paths }, ...rest };
  }
  if (name === undefined) {
    return undefined;
  }
  if (rest.expect === 'file' || rest.expect === 'folder') {
    reader.reject('storage-expect', 'exists or absent when there is no storage-path');
  }
  return { subject: { kind: 'storage', name }, ...rest };
}

interface Reader {
  /** What is wrong so far, a sentence for each input. */
  readonly problems: ReadonlySet<string>;
  reject(name: string, rule: string): void;
  /** A bad value is noted, and `fallback` stands in for it until every input has been read. */
  read<T>(name: string, rule: Rule<T>, fallback: string): T;
  defaulted<T>(name: keyof typeof DEFAULTS, rule: Rule<T>): T;
  line(name: string): string | undefined;
}

function createReader(): Reader {
  const problems = new Set<string>();

  function reject(name: string, rule: string): void {
    problems.add(`The input ${name} must be ${rule}, but ${found(name)}.`);
  }

  function read<T>(name: string, { is, parse }: Rule<T>, fallback: string): T {
    const value = parse(given(name) || fallback);
    if (value === undefined) {
      reject(name, is);
    }
    return value ?? (parse(fallback) as T);
  }

  return {
    problems,
    reject,
    read,
    defaulted: (name, rule) => read(name, rule, DEFAULTS[name]),
    line: (name) => read(name, LINE, '') || undefined,
  };
}

/** What a bad input holds, as far as it may be shown. */
function found(name: string): string {
  const value = given(name);
  if (name === 'access-token' || holdsSecret(value)) {
    return 'it holds something else, which is not shown here';
  }
  return `it is "${printable(value.slice(0, 200).replace(/\/\/[^/]*@/, '//***@'))}"`;
}

/** An input without the white space around it; empty when it is not given. */
function given(name: string): string {
  return core.getInput(name);
}

function raw(name: string): string {
  return core.getInput(name, { trimWhitespace: false });
}
