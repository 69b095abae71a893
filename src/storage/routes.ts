/**
 * A route of the storage API and the spellings it may have: the service's documentation and its SDKs differ. It is settled
 * once a spelling has answered.
 */
export class Route {
  spellings: readonly string[];
  isSettled = false;

  constructor(...spellings: readonly string[]) {
    this.spellings = spellings;
  }

  settle(spelling: string): void {
    this.spellings = [spelling];
    this.isSettled = true;
  }
}

/** The address of a route; parameters without a value are left out. */
export function addressOf(
  storageUrl: URL,
  spelling: string,
  query: Readonly<Record<string, string | undefined>>,
): URL {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    // Not URLSearchParams, whose + for a space is not undone by every server.
    value === undefined ? [] : [`${name}=${encodeURIComponent(value.toWellFormed())}`],
  );
  return new URL(`${storageUrl.href.replace(/\/$/, '')}/${spelling}?${parameters.join('&')}`);
}
