import http from 'node:http';
import https from 'node:https';

/** Agents that keep connections alive, one for each origin. */
export class AgentPool {
  private readonly agents = new Map<string, http.Agent>();

  /** @param proxy the proxy to go through: it forwards http requests, and https goes through tunnels */
  agentFor(url: URL, proxy: URL | undefined): http.Agent {
    const agent = this.agents.get(url.origin) ?? createAgent(url, proxy);
    this.agents.set(url.origin, agent);
    return agent;
  }

  /** Closes the idle connections to the origin of `url`, and those in use as soon as they are idle. All may be dead. */
  retire({ origin }: URL): void {
    const agent = this.agents.get(origin);
    if (agent !== undefined) {
      this.agents.delete(origin);
      agent.maxFreeSockets = 0;
      for (const socket of Object.values(agent.freeSockets).flat()) {
        socket?.destroy();
      }
    }
  }
}

function createAgent(url: URL, proxy: URL | undefined): http.Agent {
  return url.protocol === 'https:'
    ? new https.Agent({ keepAlive: true, proxyEnv: { https_proxy: proxy?.href } })
    : new http.Agent({ keepAlive: true, proxyEnv: { http_proxy: proxy?.href } });
}
