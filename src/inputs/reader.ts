import { rawInput } from '../runner/commands.ts';
import { quotesSecret } from '../runner/secrets.ts';
import { isWhiteSpace, quoted, trimEnds } from '../text.ts';
import type { Rule } from './rules.ts';

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

/** Inputs whose values are never shown. */
export const SECRET_INPUTS = ['client-secret', 'access-token', 'sealed-token', 'seal-key'] as const;

/** An input without the white space around it; empty when it is not given. */
export function given(name: string): string {
  return trimEnds(rawInput(name), isWhiteSpace);
}

/** Reads inputs by their rules, and collects a sentence for each one that breaks its rule. */
export class InputReader {
  readonly faults: string[] = [];

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
    const value = rule.parse(given(name));
    if (value === undefined) {
      this.refuse(name, rule.is);
    }
    return value;
  }

  /** @param is what the input must be */
  refuse(name: string, is: string): void {
    this.faults.push(`${name} must be ${is}${found(name)}.`);
  }

  /** @param sentence names the input and says what is wrong */
  complain(sentence: string): void {
    this.faults.push(sentence);
  }
}

/** What an input is, as far as it may be shown. */
function found(name: string): string {
  const value = given(name);
  const isSecret = SECRET_INPUTS.some((secret) => secret === name);
  if (isSecret || quotesSecret(value)) {
    return ' (value hidden)';
  }
  return value === ''
    ? ', but it is empty, as with an unset variable'
    : `, but it is ${quoted(value.replace(/^.*@/s, '…@'))}`;
}
