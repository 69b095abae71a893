import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { truthy } from '@actions/expressions/result';

/** What an expression may refer to. A name that is not here is an error, as it is on GitHub. */
export type Contexts = Readonly<Record<string, unknown>>;

/** What a status function tells of the steps before, or of the jobs that are needed. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
}

const STATUS_FUNCTION = /^(success|failure|always|cancelled)$/i;

/** `text` with the value of each `${{ … }}` in its place. */
export function evaluateText(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression) =>
    evaluate(expression, contexts).coerceString(),
  );
}

/** The texts of a mapping such as `env` or `with`; a boolean or a number counts as it is printed. */
export function evaluateTexts(
  mapping: Readonly<Record<string, unknown>> = {},
  contexts: Contexts,
): Record<string, string> {
  const evaluated = Object.entries(mapping).map(([name, value]) => [
    name,
    evaluateText(String(value ?? ''), contexts),
  ]);
  return Object.fromEntries(evaluated);
}

/** What a value is that may be an expression as a whole, such as `${{ fromJSON(…) }}`, as plain data. */
export function evaluateValue(value: unknown, contexts: Contexts): unknown {
  if (typeof value !== 'string' || !value.includes('${{')) {
    return value;
  }
  return JSON.parse(JSON.stringify(evaluate(unwrapped(value), contexts), data.replacer));
}

/** Whether an `if` lets its step or job run. Without a status function in it, `success()` is implied. */
export function isMet(condition: unknown, contexts: Contexts, status: Status): boolean {
  const expression = unwrapped(String(condition ?? 'success()'));
  const { tokens } = new Lexer(expression).lex();
  const asksForStatus = tokens.some(
    ({ lexeme }, index) => STATUS_FUNCTION.test(lexeme) && tokens[index + 1]?.lexeme === '(',
  );
  const met = truthy(evaluate(expression, contexts, status));
  return met && (asksForStatus || status.success);
}

function unwrapped(text: string): string {
  return text.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1');
}

function evaluate(expression: string, contexts: Contexts, status?: Status): data.ExpressionData {
  const functions = status === undefined ? [] : statusFunctions(status);
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver);
  return new Evaluator(parsed, known, new Map(functions.map((f) => [f.name, f]))).evaluate();
}

function statusFunctions({ success, failure }: Status) {
  const values = { success, failure, always: true, cancelled: false };
  return Object.entries(values).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }));
}
