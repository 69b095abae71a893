import { readTrigger } from '../runner/event.ts';
import { isOrAre, listed, printable } from '../text.ts';

/** An input of the step that does not exist, and the one that is probably meant. */
export interface Misspelling {
  readonly written: string;
  readonly meant: string;
}

export interface Absence {
  /** Which of `client-id` and `client-secret` are empty. */
  readonly missing: readonly string[];
  readonly misspelt: readonly Misspelling[];
  /** Whether the step has a key for a sealed token. */
  readonly hasSealKey: boolean;
}

/** Says which inputs are empty and why that can be, as far as the event that started the workflow tells. */
export function explainMissingCredentials({ missing, misspelt, hasSealKey }: Absence): string {
  if (hasSealKey && missing.length === 2) {
    return 'There is no token: sealed-token, access-token, client-id and client-secret are empty. An output of an earlier job is empty when the job is not under "needs:", or does not list it under "outputs:".';
  }
  const empty = `There is no access-token, and ${listed(missing)} ${isOrAre(missing.length)} empty.`;
  const corrections = misspelt.map(
    ({ written, meant }) => `${written} is not an input: write ${meant}.`,
  );
  return [empty, ...(corrections.length > 0 ? corrections : [reason()])].join(' ');
}

function reason(): string {
  const trigger = readTrigger();
  switch (trigger.kind) {
    case 'dependabot':
      return 'Dependabot started this run, and GitHub gives it only the Dependabot secrets: store the pair there too.';
    case 'fork':
      return `A pull request from a fork (${printable(trigger.repository)}) started this run, and GitHub gives forks no secrets: run what needs the token after the merge.`;
    case 'other':
      return 'A secret is empty when its name is misspelt, when it belongs to an environment that the job does not name (environment:), or when a reusable workflow does not get it (secrets: inherit). An output of an earlier job is empty when it holds a masked value.';
  }
}
