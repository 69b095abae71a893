import http from 'node:http';
import https from 'node:https';
import { checkBypass } from '@actions/http-client/lib/proxy';
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';
import { percentDecoded } from '../text.ts';

const agents = new Map<string, http.Agent>();

/**
 * The agent that keeps connections to the origin of `url` alive, in tunnels when a variable asks for a proxy. An error of
 * the proxy has the property `isOfProxy`.
 *
 * @throws Error `ERR_INVALID_URL` when the variable names no http or https proxy
 */
export function agentFor(url: URL): http.Agent {
  const agent = agents.get(url.origin) ?? createAgent(url);
  agents.set(url.origin, agent);
  return agent;
}

/** ` through the proxy HOST`, without the user and the password that the variable may hold. */
export function viaProxy(url: URL): string {
  try {
    const proxy = proxyOf(url);
    return proxy === undefined ? '' : ` through the proxy ${proxy.host}`;
  } catch {
    return '';
  }
}

function createAgent(url: URL): http.Agent {
  const isSecure = url.protocol === 'https:';
  const proxy = proxyOf(url);
  if (proxy === undefined) {
    return new (isSecure ? https : http).Agent({ keepAlive: true });
  }
  const { protocol, hostname, port } = proxy;
  const user = [proxy.username, proxy.password].map(percentDecoded).join(':');
  const agent = new (isSecure ? HttpsProxyAgent : HttpProxyAgent)({
    keepAlive: true,
    // In parts, because the resolver knows IPv6 addresses without brackets, and a user or password may hold a bare %.
    proxy: { protocol, hostname: hostname.replace(/[[\]]/g, ''), port } as URL,
    proxyRequestOptions: {
      headers:
        user === ':'
          ? {}
          : { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` },
    },
  });
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) =>
    connect(options, (error, socket) =>
      callback?.(error && Object.assign(error, { isOfProxy: true }), socket),
    );
  return agent;
}

/**
 * The proxy that a variable names for `url`, with or without its scheme, unless `no_proxy` names the host. The toolkit's
 * `getProxyUrl()` would go without a proxy when it cannot read the variable.
 */
function proxyOf(url: URL): URL | undefined {
  const scheme = url.protocol.slice(0, -1);
  const variable = process.env[`${scheme}_proxy`] || process.env[`${scheme.toUpperCase()}_PROXY`];
  if (!variable || checkBypass(url)) {
    return undefined;
  }
  const address = variable.trim();
  const proxy = URL.parse(/^(\w+:\/\/|https?:)/.test(address) ? address : `http://${address}`);
  // An @ so late tells of a password with a character that ends the host, a part of which would pass for the host.
  const isTorn = proxy !== null && (proxy.pathname + proxy.search + proxy.hash).includes('@');
  if (proxy === null || isTorn || !/^https?:$/.test(proxy.protocol)) {
    throw Object.assign(new Error('no proxy'), { code: 'ERR_INVALID_URL' });
  }
  return proxy;
}
