import { percentDecoded } from '../text.ts';
import { isLoopback } from './loopback.ts';

/** How requests to a URL leave the runner. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly proxy: URL }
  /** A proxy applies, but none that can be used. */
  | { readonly kind: 'blocked'; readonly reason: 'bad-variable' | 'old-node'; variable: string };

/** The variables that name proxies, taken out of the environment. */
export type ProxyVariables = Readonly<Record<string, string | undefined>>;

const NAMES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/**
 * Takes the proxy variables out of `env`. HttpClient and Node would read them by rules of their own, and connect
 * directly where they cannot.
 */
export function takeProxyVariables(env: NodeJS.ProcessEnv): ProxyVariables {
  const taken = Object.fromEntries(NAMES.map((name) => [name, env[name]]));
  for (const name of NAMES) {
    delete env[name];
  }
  return { ...taken, no_proxy: env.no_proxy, NO_PROXY: env.NO_PROXY };
}

/** A name or an address; the URL parser also takes quotes and stars for a host. */
const HOST = /^[\w.:[\]-]+$/;

/** Decides whether requests to `url` go through a proxy. Loopback and the hosts of `no_proxy` never do. */
export function routeTo(url: URL, variables: ProxyVariables, nodeVersion: string): Route {
  const lower = `${url.protocol.slice(0, -1)}_proxy`;
  const variable = variables[lower]?.trim() ? lower : lower.toUpperCase();
  const { address, isSplit } = parseProxyVariable(variables[variable] ?? '');
  if (address === '' || isLoopback(url) || bypasses(url, variables)) {
    return { kind: 'direct' };
  }
  const proxy = URL.parse(address);
  const isUsable = proxy !== null && /^https?:$/.test(proxy.protocol) && HOST.test(proxy.hostname);
  if (!isUsable || isSplit) {
    return { kind: 'blocked', reason: 'bad-variable', variable };
  }
  if (!hasProxySupport(nodeVersion)) {
    return { kind: 'blocked', reason: 'old-node', variable };
  }
  // Node decodes both and fails at a bare percent sign.
  proxy.username = encodeURIComponent(percentDecoded(proxy.username));
  proxy.password = encodeURIComponent(percentDecoded(proxy.password));
  return { kind: 'proxy', proxy };
}

/** Every password in a proxy variable of `env`, as written and decoded. */
export function proxyPasswords(env: NodeJS.ProcessEnv): string[] {
  return Object.entries(env)
    .filter(([name]) => /_proxy$/i.test(name))
    .map(([, value = '']) => parseProxyVariable(value).password)
    .flatMap((password) => [password, percentDecoded(password)]);
}

interface ProxyVariable {
  /** The address with its scheme; empty when the variable holds nothing. */
  readonly address: string;
  readonly password: string;
  /** Whether the password holds a character that ends the host, so that a part of the password would pass for the host. */
  readonly isSplit: boolean;
}

function parseProxyVariable(value: string): ProxyVariable {
  const text = value.trim();
  const address = text === '' || /^[\w+.-]+:\/\//.test(text) ? text : `http://${text}`;
  const [, userInfo = '', rest = ''] = /^["'\s]*(?:[\w+.-]+:\/\/)?(.*)@(.*)$/s.exec(value) ?? [];
  const [, password = ''] = /^[^:]*:(.*)$/s.exec(userInfo) ?? [];
  return { address, password, isSplit: rest !== '' && /[/?#\\]/.test(userInfo) };
}

/** Node's agents know proxies since 24.5. */
function hasProxySupport(nodeVersion: string): boolean {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 5);
}

/** Whether `no_proxy` names the host: `*`, a host with or without port, or a domain with or without its dot. */
function bypasses({ hostname, port, protocol }: URL, variables: ProxyVariables): boolean {
  const host = hostname.toLowerCase();
  const hostAndPort = `${host}:${port || (protocol === 'https:' ? '443' : '80')}`;
  const list = variables.no_proxy?.trim() || variables.NO_PROXY || '';
  const entries = list.toLowerCase().split(',');
  return entries
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .some((entry) => {
      const domain = `.${entry.replace(/^\*?\./, '')}`;
      return (
        entry === '*' || [host, hostAndPort].some((name) => name === entry || name.endsWith(domain))
      );
    });
}
