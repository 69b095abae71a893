import { readTrigger } from '../runner/event.ts';
import { listed, printable } from '../text.ts';

/** Says which inputs are empty and why that can be, as far as the event that started the workflow tells. */
export function explainMissingCredentials(missing: readonly string[]): string {
  return `There is no access-token, and ${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} empty. ${misspelt() ?? reason()}`;
}

/** The toolkit reads `client-id` alone, and the runner only warns of an input that it does not know. */
function misspelt(): string | undefined {
  const wrong = ['client_id', 'client_secret', 'access_token'].filter(
    (name) => process.env[`INPUT_${name.toUpperCase()}`] !== undefined,
  );
  return wrong.length === 0
    ? undefined
    : `The step sets ${listed(wrong)}, but the names of inputs have hyphens: write ${listed(wrong.map((name) => name.replace('_', '-')))}.`;
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
