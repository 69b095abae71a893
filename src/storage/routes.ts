/**
 * A route of the storage API and the spellings it may have: the service's documentation and its SDKs differ. Once a spelling
 * has answered, it is the only one.
 */
export class Route {
  private readonly all: readonly string[];
  private settled: string | undefined;

  constructor(...spellings: readonly string[]) {
    this.all = spellings;
  }

  /** The spellings to try, in order. */
  get spellings(): readonly string[] {
    return this.settled === undefined ? this.all : [this.settled];
  }

  get hasAnswered(): boolean {
    return this.settled !== undefined;
  }

  settle(spelling: string): void {
    this.settled = spelling;
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
