import { readFileSync } from 'node:fs';
import { printable } from '../runner/log.ts';
import { isObject, type JsonObject, tryParseObject } from '../service/answer.ts';

/** Says which inputs are empty and why that can be, as far as the event that started the workflow tells. */
export function explainMissingCredentials(missing: readonly string[]): string {
  const empty = missing.length === 1 ? `${missing[0]} is` : `${missing.join(' and ')} are`;
  return `There is no access-token, and ${empty} empty. ${reason(readEvent())}`;
}

function reason(event: JsonObject): string {
  if (isObject(event.sender) && event.sender.login === 'dependabot[bot]') {
    return 'Dependabot started this run, and GitHub gives it only the Dependabot secrets: store the pair there too.';
  }
  const fork = forkOf(event);
  if (fork !== undefined) {
    return `A pull request from a fork (${fork}) started this run, and GitHub gives forks no secrets: run what needs the token after the merge.`;
  }
  return 'A secret is empty when its name is misspelt, when it belongs to an environment that the job does not name (environment:), or when a reusable workflow is not given it (secrets: inherit).';
}

/** The repository that a pull request comes from when it is another than the one it goes to. */
function forkOf({ pull_request: pullRequest }: JsonObject): string | undefined {
  // This event runs with the secrets of the repository, wherever the pull request comes from.
  if (!isObject(pullRequest) || process.env.GITHUB_EVENT_NAME === 'pull_request_target') {
    return undefined;
  }
  const head = repository(pullRequest.head);
  return head === repository(pullRequest.base) ? undefined : (head ?? 'deleted since');
}

function repository(end: unknown): string | undefined {
  const name = isObject(end) && isObject(end.repo) ? end.repo.full_name : undefined;
  return typeof name === 'string' ? printable(name) : undefined;
}

/** The event's payload; empty when there is none to be read, since a hint must not become an error of its own. */
function readEvent(): JsonObject {
  try {
    return tryParseObject(readFileSync(process.env.GITHUB_EVENT_PATH ?? '', 'utf8')) ?? {};
  } catch {
    return {};
  }
}
