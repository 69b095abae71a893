export type JsonObject = Readonly<Record<string, unknown>>;

/** An object with its keys in lower case. */
export type LoweredObject =
  | { readonly kind: 'object'; readonly object: JsonObject }
  /** A key stands there in two spellings, which may say different things. */
  | { readonly kind: 'contradiction'; readonly key: string };

/** A text parsed as JSON. */
export type ParsedObject = LoweredObject | { readonly kind: 'not-an-object' };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that `text` is the JSON of, its keys in lower case: products of the service write them differently. */
export function parseObject(text: string): ParsedObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? lowerKeys(value) : { kind: 'not-an-object' };
  } catch {
    // Swallowed, because the parser's message quotes the text, which may hold a token.
    return { kind: 'not-an-object' };
  }
}

/** `object` with its keys in lower case. */
export function lowerKeys(object: JsonObject): LoweredObject {
  const lowered = new Map<string, unknown>();
  for (const [key, value] of Object.entries(object)) {
    const lower = key.toLowerCase();
    if (lowered.has(lower)) {
      return { kind: 'contradiction', key: lower };
    }
    lowered.set(lower, value);
  }
  return { kind: 'object', object: Object.fromEntries(lowered) };
}
