import { rawInput } from '../runner/commands.ts';
import { quotesSecret } from '../runner/secrets.ts';
import { isWhiteSpace, quoted, trimEnds } from '../text.ts';
import { isPlaceholder, type Rule } from './rules.ts';

/** What an empty input means; `action.yml` says the same. */
export const DEFAULTS = {
  'min-validity-seconds': '60',
  'on-missing-credentials': 'fail',
  'base-url': 'https://api.aspose.cloud',
  'allow-http': 'false',
  'timeout-seconds': '60',
  'export-env': 'true',
  'env-name': 'ASPOSE_ACCESS_TOKEN',
  'job-summary': 'true',
  'storage-required': 'true',
  'storage-wait-seconds': '0',
} as const;

/** Inputs that are registered as secrets. A sealed token is not, as it has to survive being a job output. */
export const MASKED_INPUTS = ['client-secret', 'access-token', 'seal-key'];

/** Inputs whose values are never shown. */
const HIDDEN_INPUTS = [...MASKED_INPUTS, 'sealed-token'];

/** Inputs that a script may have filled with its word for "no value". */
const GENERATED_INPUTS = [...HIDDEN_INPUTS, 'client-id'];

/** Inputs that people paste, with white space and invisible characters at the ends. */
const PASTED_INPUTS = ['client-id', 'client-secret'];

/** An input without the white space around it; empty when it is not given. */
export function given(name: string): string {
  const isDropped = PASTED_INPUTS.includes(name) ? isInvisible : isWhiteSpace;
  return trimEnds(rawInput(name), isDropped);
}

function isInvisible(character: string): boolean {
  return /^[\s\p{Cc}\p{Cf}]$/u.test(character);
}

/** Reads inputs by their rules, and collects a sentence for each one that breaks its rule. */
export class InputReader {
  readonly faults: string[] = [];
  readonly warnings: string[] = [];

  /** An input that stands for `fallback` when it is empty. After a fault, `fallback` stands in for it too. */
  read<T>(name: string, rule: Rule<T>, fallback: string): T {
    const value = rule.parse(given(name) || fallback);
    if (value === undefined) {
      this.refuse(name, rule.is);
    }
    return value ?? (rule.parse(fallback) as T);
  }

  defaulted<T>(name: keyof typeof DEFAULTS, rule: Rule<T>): T {
    return this.read(name, rule, DEFAULTS[name]);
  }

  /** An input that may be missing. */
  optional<T>(name: string, rule: Rule<T>): T | undefined {
    return given(name) === '' ? undefined : this.required(name, rule);
  }

  /** An input that the runner fills in unless the workflow writes it, so that an empty one is an unset variable. */
  required<T>(name: string, rule: Rule<T>): T | undefined {
    if (GENERATED_INPUTS.includes(name) && isPlaceholder(given(name))) {
      this.faults.push(
        `${name} is ${given(name)}, which a script prints when it has no value: pass the value itself, or leave the input empty.`,
      );
      return undefined;
    }
    const value = rule.parse(given(name));
    if (value === undefined) {
      this.refuse(name, rule.is);
    }
    return value;
  }

  /** @param sentence names the input and says what is wrong */
  complain(sentence: string): void {
    this.faults.push(sentence);
  }

  warn(sentence: string): void {
    this.warnings.push(sentence);
  }

  private refuse(name: string, is: string): void {
    this.faults.push(`${name} must be ${is}${found(name)}`);
  }
}

/** The end of the sentence: what an input is, as far as it may be shown. */
function found(name: string): string {
  const value = given(name);
  if (HIDDEN_INPUTS.includes(name) || quotesSecret(value)) {
    return ' (value hidden).';
  }
  if (value === '') {
    return ', but it is empty. Is a variable in it not set?';
  }
  // What stands before an @ in a URL may be a password.
  const shown = name.endsWith('-url') ? value.replace(/^.*@/s, '…@') : value;
  return `, but it is ${quoted(shown)}.`;
}
