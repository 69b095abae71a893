import * as core from '@actions/core';
import { type Credentials, isTokenText } from '../auth/token.ts';
import { AsposeAuthError } from '../errors.ts';
import { EXPECTATIONS, type Gate } from '../gate/gate.ts';
import { holdsSecret, mask, maskToken, printable, warning, withhold } from '../runner/log.ts';
import { percentDecoded } from '../text.ts';

/** Where the token comes from. */
export type Auth =
  | { readonly kind: 'credentials'; readonly credentials: Credentials }
  | { readonly kind: 'token'; readonly accessToken: string }
  | {
      readonly kind: 'token-or-credentials';
      readonly accessToken: string;
      readonly credentials: Credentials;
    };

export interface Inputs {
  /** `missing` names the empty inputs for want of which no token can be had. */
  readonly auth: Auth | { readonly kind: 'missing'; readonly missing: readonly string[] };
  readonly skipWhenMissing: boolean;
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

/**
 * Reads every input, the secret ones masked before anything else.
 *
 * @throws AsposeAuthError `invalid-input`, naming each input that breaks its rule
 */
export function readInputs(): Inputs {
  maskSecrets();
  const reader = createReader();
  const serviceUrl = urlRule(reader.defaulted('allow-http', BOOLEAN));
  const baseUrl = reader.defaulted('base-url', serviceUrl).href.replace(/\/+$/, '');
  const envName = reader.defaulted('env-name', ENV_NAME);
  const inputs: Inputs = {
    auth: readAuth(reader),
    skipWhenMissing: reader.defaulted('on-missing-credentials', oneOf(['fail', 'skip'])) === 'skip',
    minValiditySeconds: reader.defaulted('min-validity-seconds', secondsFrom(0)),
    tokenUrl: reader.read('token-url', serviceUrl, `${baseUrl}/connect/token`),
    storageUrl: reader.read('storage-url', serviceUrl, `${baseUrl}/v4.0/html`),
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

function maskSecrets(): void {
  // White space alone is no secret, and masking it would blot out the log.
  if (given('client-secret') !== '') {
    mask(raw('client-secret'));
    mask(given('client-secret'));
  }
  withhold(given('client-id'));
  if (given('access-token') !== '') {
    mask(raw('access-token'));
    maskToken(given('access-token'));
  }
  for (const name of ['https_proxy', 'http_proxy', 'HTTPS_PROXY', 'HTTP_PROXY']) {
    // Not parsed as a URL: a password with an unescaped / or # would slip through.
    const address = process.env[name]?.replace(/^\w+:\/\//, '') ?? '';
    const [, password = ''] = /^[^:]*:(.*)@/.exec(address) ?? [];
    mask(password);
    mask(percentDecoded(password));
  }
}

function readAuth(reader: Reader): Inputs['auth'] {
  for (const name of ['client-id', 'client-secret']) {
    if (raw(name) !== given(name) && given(name) !== '') {
      warning(`The input ${name} has white space around it, which is left out. Store it without.`);
    }
  }
  const accessToken = reader.read('access-token', TOKEN, '');
  const credentials = {
    clientId: given('client-id'),
    clientSecret: given('client-secret'),
  };
  const missing = ['client-id', 'client-secret'].filter((name) => given(name) === '');
  if (accessToken === '') {
    return missing.length === 0
      ? { kind: 'credentials', credentials }
      : { kind: 'missing', missing };
  }
  return missing.length === 0
    ? { kind: 'token-or-credentials', accessToken, credentials }
    : { kind: 'token', accessToken };
}

function readGate(reader: Reader): Gate | undefined {
  const paths = reader.read('storage-path', LINES, '');
  const name = reader.line('storage-name');
  const terms = {
    expect: reader.defaulted('storage-expect', oneOf(EXPECTATIONS)),
    required: reader.defaulted('storage-required', BOOLEAN),
    waitSeconds: reader.defaulted('storage-wait-seconds', secondsFrom(0)),
  };
  if (given('storage-version-id') !== '' && paths.length !== 1) {
    reader.reject('storage-version-id', 'empty unless storage-path names exactly one path');
  }
  if (paths.length > 0) {
    return { subject: { kind: 'paths', paths }, ...terms };
  }
  if (name === undefined) {
    return undefined;
  }
  if (terms.expect === 'file' || terms.expect === 'folder') {
    reader.reject('storage-expect', 'exists or absent when there is no storage-path');
  }
  return { subject: { kind: 'storage', name }, ...terms };
}

/** What an input may be: `parse` gives undefined for anything else, and `is` says it in words. */
interface Rule<T> {
  readonly is: string;
  readonly parse: (text: string) => T | undefined;
}

type Reader = ReturnType<typeof createReader>;

function createReader() {
  /** A sentence for each input that is wrong. */
  const problems = new Set<string>();

  function reject(name: string, rule: string): void {
    const value = given(name).replace(/^.*@/s, '***@');
    const found = holdsSecret(given(name))
      ? 'its value is not shown'
      : `it is "${printable(value.slice(0, 200))}"`;
    problems.add(`The input ${name} must be ${rule}, but ${found}.`);
  }

  /** A bad value is noted, and `fallback` stands in for it until every input has been read. */
  function read<T>(name: string, { is, parse }: Rule<T>, fallback: string): T {
    const value = parse(given(name) || fallback);
    if (value === undefined) {
      reject(name, is);
    }
    return value ?? (parse(fallback) as T);
  }

  function defaulted<T>(name: keyof typeof DEFAULTS, rule: Rule<T>): T {
    return read(name, rule, DEFAULTS[name]);
  }

  function line(name: string): string | undefined {
    return read(name, LINE, '') || undefined;
  }

  return { problems, reject, read, defaulted, line };
}

const BOOLEAN: Rule<boolean> = {
  is: 'true or false',
  parse: (text) =>
    /^(true|True|TRUE|false|False|FALSE)$/.test(text) ? text.toLowerCase() === 'true' : undefined,
};

const TOKEN: Rule<string> = {
  is: 'a token alone, without white space or a "Bearer " before it',
  parse: (text) => (text === '' || isTokenText(text) ? text : undefined),
};

const LINE: Rule<string> = {
  is: 'free of control characters',
  parse: (text) => (/\p{Cc}/u.test(text) ? undefined : text),
};

const LINES: Rule<readonly string[]> = {
  is: 'one path a line, each free of control characters',
  parse(text) {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    const paths = [...new Set(lines)].filter((line) => line !== '');
    return paths.every((path) => LINE.parse(path) === path) ? paths : undefined;
  },
};

/** Variables that would change how the runner or the later steps run, by how they start or end, and by name. */
const RESERVED_FAMILY =
  /^(GITHUB|RUNNER|ACTIONS|INPUT|STATE|LD|DYLD|BASH|GIT|NPM_CONFIG|PIP|XDG|LC)_|_PROXY$/i;
const RESERVED_NAMES = new Set(
  [
    'PATH PATHEXT HOME CI ENV SHELL SHELLOPTS IFS PS0 PS1 PS2 PS3 PS4 PROMPT_COMMAND CDPATH PWD USER',
    'LOGNAME LANG TMPDIR TEMP TMP COMSPEC SYSTEMROOT SYSTEMDRIVE WINDIR USERPROFILE APPDATA',
    'LOCALAPPDATA PROGRAMFILES PROGRAMDATA PSMODULEPATH BASHOPTS ZDOTDIR SSH_ASKPASS OPENSSL_CONF',
    'SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS',
    'NODE_TLS_REJECT_UNAUTHORIZED NODE_USE_ENV_PROXY PYTHONPATH PYTHONHOME PYTHONSTARTUP PERL5LIB',
    'PERL5OPT RUBYLIB RUBYOPT CLASSPATH JAVA_HOME JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS',
    'DOTNET_STARTUP_HOOKS',
  ].flatMap((names) => names.split(' ')),
);

const ENV_NAME: Rule<string> = {
  is: 'a name of letters, digits and underscores, and none that changes how the runner or later steps run',
  parse: (text) =>
    /^[A-Za-z_]\w*$/.test(text) &&
    !RESERVED_FAMILY.test(text) &&
    !RESERVED_NAMES.has(text.toUpperCase())
      ? text
      : undefined,
};

function secondsFrom(least: number): Rule<number> {
  return {
    is: `a whole number of seconds from ${least} to 86400`,
    parse: (text) =>
      /^\d+$/.test(text) && Number(text) >= least && Number(text) <= 86_400
        ? Number(text)
        : undefined,
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
    is: `an absolute https URL without user info, query or fragment${allowHttp ? ' (or http)' : ' (http only for a loopback host, or with allow-http: true)'}`,
    parse(text) {
      // The parser forgives white space, missing slashes and an empty query; whoever wrote them meant something else.
      const url = /^https?:\/\/[^\s?#\\]+$/i.test(text) ? URL.parse(text) : null;
      if (url === null || /^\w+:\/\/[^/]*@/.test(text)) {
        return undefined;
      }
      url.pathname = url.pathname.replace(/\/+$/, '');
      const isLoopback = /^(localhost|\[::1\]|127(\.\d+){3})$/.test(url.hostname);
      return url.protocol === 'https:' || allowHttp || isLoopback ? url : undefined;
    },
  };
}

/** An input without the white space around it; empty when it is not given. */
function given(name: string): string {
  return core.getInput(name);
}

function raw(name: string): string {
  return core.getInput(name, { trimWhitespace: false });
}
