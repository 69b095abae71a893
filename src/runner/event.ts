import { readFileSync } from 'node:fs';

/** What started the workflow, as far as it explains why secrets are missing. */
export type Trigger =
  | { readonly kind: 'dependabot' }
  | { readonly kind: 'fork'; readonly repository: string }
  | { readonly kind: 'other' };

/** Reads the event's payload. A payload that cannot be read explains nothing, and is no error of its own. */
export function readTrigger(): Trigger {
  const event = readPayload();
  if (event.sender?.login === 'dependabot[bot]') {
    return { kind: 'dependabot' };
  }
  // This event runs with the secrets of the repository, wherever the pull request comes from.
  if (event.pull_request == null || process.env.GITHUB_EVENT_NAME === 'pull_request_target') {
    return { kind: 'other' };
  }
  const head = event.pull_request.head?.repo?.full_name;
  return head === event.pull_request.base?.repo?.full_name
    ? { kind: 'other' }
    : { kind: 'fork', repository: typeof head === 'string' ? head : 'deleted since' };
}

interface Payload {
  readonly sender?: { readonly login?: unknown };
  readonly pull_request?: { readonly head?: End; readonly base?: End } | null;
}

/** One end of a pull request. */
interface End {
  readonly repo?: { readonly full_name?: unknown } | null;
}

function readPayload(): Payload {
  try {
    const payload = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH ?? '', 'utf8'));
    return typeof payload === 'object' && payload !== null ? payload : {};
  } catch {
    return {};
  }
}
