import assert from 'node:assert/strict';
import { parseWorkflowCommand } from './commands.ts';
import { createMasker, jsonEscaped, occurrences, redacted, type Span } from './masker.ts';
import type { ActionRun } from './run.ts';

/** Fewer characters of a secret in a row are taken for chance. */
const SHORTEST_LEAK = 12;

/** Asserts that a person learns nothing of `secrets` from a run, and can read all of `innocents` in it. */
export function assertNoLeak(
  run: ActionRun,
  secrets: readonly string[],
  innocents: readonly string[] = [],
): void {
  assert.deepEqual(findLeaks(run, secrets, innocents), []);
}

/**
 * What a person would learn from a run: what is left of `secrets` after masking, and which of `innocents` cannot be read
 * any more. The log is read line by line, each under the masks that came before it. What the runner does not mask
 * (stderr, summary, state, outputs other than the token) and what may hold no secret at all (annotations, debug lines)
 * has to be free of secrets by itself.
 */
export function findLeaks(
  run: ActionRun,
  secrets: readonly string[],
  innocents: readonly string[] = [],
): string[] {
  const masker = createMasker();
  const traces = tracesOf(secrets);
  const found: string[] = [];
  const search = (place: string, text: string) => {
    for (const form of leaksIn(text, traces)) {
      found.push(`${place}: ${form}, in: ${text}`);
    }
  };
  for (const line of run.log) {
    if (!masker.learn(line)) {
      const { text, isDebug } = shown(line);
      const spans = masker.spans(text);
      search('log', redacted(text, spans));
      search('debug', isDebug ? text : '');
      for (const innocent of innocents) {
        const isHurt = occurrences(text, innocent).some((place) => spans.some(overlapping(place)));
        found.push(...(isHurt ? [`log: "${innocent}" is masked, in: ${text}`] : []));
      }
    }
  }
  const { 'access-token': _, ...outputs } = run.outputs;
  search('stderr', run.stderr);
  search('summary', run.summary);
  for (const { level, title, message } of run.annotations) {
    search(level, `${title}: ${message}`);
  }
  for (const [name, value] of Object.entries({ ...run.state, ...outputs })) {
    search(name, value);
    found.push(...(masker.spans(value).length > 0 ? [`${name}: masked, in: ${value}`] : []));
  }
  for (const innocent of innocents.filter((text) => masker.spans(text).length > 0)) {
    found.push(`"${innocent}" is masked in the later steps`);
  }
  return found;
}

interface Traces {
  /** In what shape a secret is recognised, by any run of characters that is long enough. */
  readonly forms: ReadonlyMap<string, string>;
  /** The lengths of these runs. */
  readonly lengths: ReadonlySet<number>;
}

function tracesOf(secrets: readonly string[]): Traces {
  const forms = new Map<string, string>();
  for (const [index, secret] of secrets.entries()) {
    for (const [form, text] of Object.entries(tellingForms(secret))) {
      for (let start = 0; start === 0 || start + SHORTEST_LEAK <= text.length; start++) {
        const piece = text.slice(start, start + SHORTEST_LEAK);
        if (piece.trim() !== '' && !forms.has(piece)) {
          forms.set(piece, `${form} of secret ${index + 1}`);
        }
      }
    }
  }
  return { forms, lengths: new Set([...forms.keys()].map((piece) => piece.length)) };
}

/** What a secret can be read from. The first form that a piece of it belongs to names the leak. */
function tellingForms(secret: string): Record<string, string> {
  const bytes = Buffer.from(secret);
  // With other bytes before the secret, the first character or two of its base64 are not its own, nor is the last.
  const aligned = [0, 1, 2].map((before) => {
    const base64 = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return base64.replace(/=+$/, '').slice(before === 0 ? 0 : before + 1, -1);
  });
  return {
    text: secret,
    'URL encoding': encodeURIComponent(secret),
    'form encoding': new URLSearchParams({ '': secret }).toString().slice(1),
    'JSON escape': jsonEscaped(secret),
    'base64, alignment 0': aligned[0] ?? '',
    'base64, alignment 1': aligned[1] ?? '',
    'base64, alignment 2': aligned[2] ?? '',
    hex: bytes.toString('hex'),
  };
}

/** The shapes in which `text` shows secrets. A secret that is shorter than a run is looked for as a whole. */
function leaksIn(text: string, { forms, lengths }: Traces): Set<string> {
  const found = new Set<string>();
  for (const length of lengths) {
    for (let start = 0; start + length <= text.length; start++) {
      const form = forms.get(text.slice(start, start + length));
      if (form !== undefined) {
        found.add(form);
      }
    }
  }
  return found;
}

function overlapping([start, end]: Span): (other: Span) => boolean {
  return ([otherStart, otherEnd]) => otherStart < end && start < otherEnd;
}

/** A line as the runner shows it. Until then a command is escaped, and masks would miss what it holds. */
function shown(line: string): { text: string; isDebug: boolean } {
  const command = parseWorkflowCommand(line);
  return { text: command?.message ?? line, isDebug: command?.name === 'debug' };
}
