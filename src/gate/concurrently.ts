/**
 * Does `work` for every item, for at most `limit` of them at a time. After the first failure no other item is started, and
 * what is under way comes to its end.
 *
 * @returns the results in the order of the items, and the failures in the order in which they happened
 */
export async function concurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<{ results: Result[]; failures: unknown[] }> {
  const results = new Array<Result>(items.length);
  const failures: unknown[] = [];
  const queue = items.entries();

  async function worker(): Promise<void> {
    for (let next = queue.next(); !next.done && failures.length === 0; next = queue.next()) {
      const [index, item] = next.value;
      try {
        results[index] = await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  }

  await Promise.all(Array.from({ length: limit }, worker));
  return { results, failures };
}
