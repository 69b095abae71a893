import { parseWorkflowCommand } from './commands.ts';

/** A stretch of text, from its first character to the one after its last. */
export type Span = readonly [start: number, end: number];

/** What the runner knows of what to hide. */
export interface Masker {
  /** Takes in a line of the log; true if it is a command to mask, which nobody gets to see. */
  learn(line: string): boolean;
  /** The stretches of `text` that are shown as `***`. */
  spans(text: string): readonly Span[];
}

/**
 * Masks as the runner does (`ActionCommandManager.cs`, `HostContext.cs` and `ValueEncoders.cs` of actions/runner): a
 * value and each of its trimmed lines, as they are and in the forms that it derives from them, however short.
 */
export function createMasker(): Masker {
  const hidden = new Set<string>();
  return {
    learn(line) {
      const command = parseWorkflowCommand(line);
      if (command?.name !== 'add-mask') {
        return false;
      }
      const value = command.message;
      const lines = value.split(/[\r\n]+/).map((each) => each.trim());
      for (const part of value.trim() === '' ? [] : [value, ...lines]) {
        for (const form of [part, ...FORMS.flatMap((derive) => derive(part))]) {
          hidden.add(form);
        }
      }
      hidden.delete('');
      return true;
    },
    // Every mask sees the text as it came, so that what one hides does not save another from being found.
    spans: (text) => [...hidden].flatMap((form) => occurrences(text, form)),
  };
}

export function occurrences(text: string, part: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    spans.push([at, at + part.length]);
  }
  return spans;
}

/** `text` with every stretch replaced, adjoining ones by one `***`. */
export function redacted(text: string, spans: readonly Span[]): string {
  let shown = '';
  let at = 0;
  for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
    if (start > at || at === 0) {
      shown += `${text.slice(at, Math.max(at, start))}***`;
    }
    at = Math.max(at, end);
  }
  return shown + text.slice(at);
}

export function jsonEscaped(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '&': '&amp;',
};

/** What the runner derives from a value to mask. */
const FORMS: readonly ((value: string) => string | string[])[] = [
  (value) => [0, 1, 2].flatMap((shift) => base64Of(Buffer.from(value).subarray(shift))),
  commandLineEscaped,
  (value) => value.replaceAll("'", "''"),
  jsonEscaped,
  uriEscaped,
  (value) => value.replace(/[<>"'&]/g, (mark) => XML_ENTITIES[mark] ?? mark),
  (value) => (value.length > 8 && /^".*"$/s.test(value) ? value.slice(1, -1) : ''),
  powerShellSections,
];

/** Without the padding, in both alphabets. */
function base64Of(bytes: Buffer): string[] {
  return [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
}

function commandLineEscaped(value: string): string {
  return value.replaceAll('"', '\\"');
}

/** Like `Uri.EscapeDataString` of .NET, which leaves no more than RFC 3986 does. */
function uriEscaped(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** PowerShell prints a command with an ampersand in two sections, and colours the letter after `&+`. */
function powerShellSections(value: string): string[] {
  if (!value.includes('&')) {
    return [];
  }
  const plus = value.indexOf('&+');
  const end = plus >= 0 ? plus + 2 : value.lastIndexOf('&') + 1;
  const sections = [value.slice(0, end), value.slice(plus >= 0 ? end + 1 : end)];
  return sections.filter((section) => section.length >= 6);
}
