/** Whether a path stands for several: `*` in its last segment matches any characters, also none. */
export function isPattern(path: string): boolean {
  return path.includes('*');
}

/** The folder of a path and its last segment. Without a slash before it, the folder is the root. */
export function splitPath(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(slash, 0)) || '/', name: path.slice(slash + 1) };
}

/** Whether `name` matches `pattern`, which holds at least one `*`. A dot is not special, and letters are case-sensitive. */
export function matchesPattern(name: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const start = parts[0] ?? '';
  const end = parts.at(-1) ?? '';
  if (!name.startsWith(start) || !name.endsWith(end)) {
    return false;
  }
  // Each part as early as possible leaves the most room for the rest.
  let position = start.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, position);
    if (found === -1) {
      return false;
    }
    position = found + part.length;
  }
  return position <= name.length - end.length;
}
