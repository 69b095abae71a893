/** Makes mutants: copies of a source file with one small mistake each, for `npm run mutation`. */
import { stripTypeScriptTypes } from 'node:module';
import { type AnyNode, type Expression, type Program, parse } from 'acorn';

export interface Mutant {
  /** `src/http/retry.ts:17:7`, the place of what was changed. */
  readonly place: string;
  readonly file: string;
  readonly kind: Kind;
  readonly edit: Edit;
  readonly before: string;
  readonly after: string;
  /** The whole file with the mistake in it. */
  readonly source: string;
}

/** A stretch of the source and what takes its place, where `$` stands for what was there. */
type Edit = readonly [start: number, end: number, text: string];

interface View {
  readonly node: AnyNode;
  readonly parent: AnyNode;
  readonly source: string;
}

type Kind = keyof typeof KINDS;

const COMPARISONS = { '===': '!==', '!==': '===' };
const BOUNDARIES = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
const LOGIC = { '&&': '||', '||': '&&', '??': '&&' };
const ARITHMETIC = { '-': '+', '*': '/', '/': '*', '%': '*', '**': '*' };
const METHODS = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  find: 'findLast',
  at: 'indexOf',
};
/** Calls whose result is of the same type as what they are called on, so that the call can be left out. */
const CHAINED =
  /^(filter|slice|trim|trimEnd|toLowerCase|toUpperCase|replace|replaceAll|toWellFormed)$/;

/** Parts of regular expressions and what takes their place. */
const REGEX_PARTS: readonly (readonly [RegExp, string])[] = [
  [/^\^/g, ''],
  [/\$$/g, ''],
  [/\[\^/g, '['],
  [/\[(?!\^)/g, '[^'],
  [/\\s/g, '\\S'],
  [/\\d/g, '\\D'],
  [/(?<=[\])a-z.])\+/g, ''],
  [/(?<=[\])a-z.])\*/g, ''],
  [/(?<=[\])])\?(?!:)/g, ''],
  [/\|/g, ''],
];

/** Each makes the edits that a node allows; one edit makes one mutant. */
const KINDS = {
  'condition negated': ({ node }: View) =>
    test(node)
      .filter(
        (it) => !('operator' in it && [...Object.keys(COMPARISONS), '!'].includes(it.operator)),
      )
      .map(({ start, end }): Edit => [start, end, '!($)']),
  'condition always true': ({ node }: View) =>
    test(node).map(({ start, end }): Edit => [start, end, 'true']),
  'condition always false': ({ node }: View) =>
    test(node).map(({ start, end }): Edit => [start, end, 'false']),
  'comparison inverted': (view: View) => operator(view, COMPARISONS),
  'boundary moved': (view: View) => operator(view, BOUNDARIES),
  'logic swapped': (view: View) => operator(view, LOGIC),
  'arithmetic swapped': (view: View) => operator(view, ARITHMETIC),
  'negation dropped': ({ node }: View): Edit[] =>
    node.type === 'UnaryExpression' && node.operator === '!'
      ? [[node.start, node.argument.start, '']]
      : [],
  'number + 1': ({ node }: View): Edit[] =>
    node.type === 'Literal' && typeof node.value === 'number'
      ? [[node.start, node.end, '($ + 1)']]
      : [],
  'boolean flipped': ({ node }: View): Edit[] =>
    node.type === 'Literal' && typeof node.value === 'boolean'
      ? [[node.start, node.end, String(!node.value)]]
      : [],
  'string emptied': ({ node, parent }: View): Edit[] =>
    isText(node, parent) && node.end - node.start > 2 ? [[node.start, node.end, "''"]] : [],
  'empty string filled': ({ node, parent }: View): Edit[] =>
    isText(node, parent) && node.end - node.start === 2 ? [[node.start, node.end, "'mutant'"]] : [],
  'regular expression changed': ({ node, source }: View) =>
    node.type === 'Literal' && 'regex' in node ? regexEdits(node, source) : [],
  'method swapped': ({ node }: View): Edit[] =>
    node.type === 'MemberExpression' && node.property.type === 'Identifier'
      ? swapped(METHODS, node.property.name).map(
          (name): Edit => [node.property.start, node.property.end, name],
        )
      : [],
  'call left out of a chain': ({ node }: View): Edit[] =>
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.property.type === 'Identifier' &&
    CHAINED.test(node.callee.property.name)
      ? [[node.callee.object.end, node.end, '']]
      : [],
  'call removed': ({ node }: View): Edit[] =>
    node.type === 'ExpressionStatement' && /^(Call|Await)/.test(node.expression.type)
      ? [[node.start, node.end, ';']]
      : [],
  'assignment removed': ({ node }: View): Edit[] =>
    node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression'
      ? [[node.start, node.end, ';']]
      : [],
  'throw removed': ({ node }: View): Edit[] =>
    node.type === 'ThrowStatement' ? [[node.start, node.end, ';']] : [],
  'nothing returned': ({ node }: View): Edit[] => {
    if (node.type === 'ReturnStatement' && node.argument) {
      return [[node.argument.start, node.argument.end, 'undefined']];
    }
    return node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement'
      ? [[node.body.start, node.body.end, 'undefined']]
      : [];
  },
  'property dropped': ({ node }: View) =>
    node.type === 'ObjectExpression' ? dropped(node.properties, node.end) : [],
  'element dropped': ({ node }: View) =>
    node.type === 'ArrayExpression' ? dropped(node.elements, node.end) : [],
  'default dropped': ({ node }: View): Edit[] =>
    node.type === 'AssignmentPattern' ? [[node.left.end, node.end, '']] : [],
} satisfies Record<string, (view: View) => Edit[]>;

/** Every mutant of a file, in a stable order. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const tree = parsed(source);
  return [...views(tree, tree, source)].flatMap((view) =>
    (Object.keys(KINDS) as Kind[]).flatMap((kind) =>
      KINDS[kind](view).flatMap((edit) => mutant(file, source, kind, edit) ?? []),
    ),
  );
}

/** Undefined when the change changes nothing, or makes no program. */
function mutant(file: string, source: string, kind: Kind, edit: Edit): Mutant | undefined {
  const [start, end] = edit;
  const before = source.slice(start, end);
  const after = changed(before, edit);
  const mutated = source.slice(0, start) + after + source.slice(end);
  if (mutated === source) {
    return undefined;
  }
  try {
    parsed(mutated);
  } catch {
    return undefined;
  }
  const lines = source.slice(0, start).split('\n');
  const place = `${file}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
  return { place, file, kind, edit, before, after, source: mutated };
}

/** What an edit makes of `code`. A regular expression may hold `$` itself. */
export function changed(code: string, [, , text]: Edit): string {
  return text.startsWith('/') ? text : text.replace('$', () => code);
}

/** Types become spaces, so a place in the JavaScript is the same place in the TypeScript. */
function parsed(source: string): Program {
  return parse(stripTypeScriptTypes(source), { ecmaVersion: 'latest', sourceType: 'module' });
}

function* views(node: AnyNode, parent: AnyNode, source: string): Generator<View> {
  yield { node, parent, source };
  for (const child of Object.values(node).flat()) {
    if (typeof child?.type === 'string' && !/^(Import|Export(All|Specifier))/.test(child.type)) {
      yield* views(child, node, source);
    }
  }
}

function test(node: AnyNode): Expression[] {
  return 'test' in node && node.test && node.type !== 'SwitchCase' ? [node.test] : [];
}

function operator({ node, source }: View, swaps: Readonly<Record<string, string>>): Edit[] {
  if (node.type !== 'BinaryExpression' && node.type !== 'LogicalExpression') {
    return [];
  }
  const start = source.indexOf(node.operator, node.left.end);
  return swapped(swaps, node.operator).map((text) => [start, start + node.operator.length, text]);
}

function swapped(swaps: Readonly<Record<string, string>>, name: string): string[] {
  return Object.hasOwn(swaps, name) ? [swaps[name] ?? ''] : [];
}

function isText(node: AnyNode, parent: AnyNode): boolean {
  const isKey = parent.type === 'Property' && parent.key === node;
  const isString = node.type === 'Literal' && typeof node.value === 'string';
  return (isString && !isKey) || node.type === 'TemplateLiteral';
}

function regexEdits({ start, end }: AnyNode, source: string): Edit[] {
  const [, pattern = '', flags] = /^\/(.*)\/(\w*)$/s.exec(source.slice(start, end)) ?? [];
  return REGEX_PARTS.flatMap(([part, text]) =>
    [...pattern.matchAll(part)].map(({ index, 0: found }): Edit => {
      const changed = pattern.slice(0, index) + text + pattern.slice(index + found.length);
      return [start, end, `/${changed}/${flags}`];
    }),
  );
}

/** One edit for each item that is left out, with the comma behind it. */
function dropped(items: readonly (AnyNode | null)[], end: number): Edit[] {
  return items.flatMap((item, index): Edit[] =>
    item === null ? [] : [[item.start, items[index + 1]?.start ?? end - 1, '']],
  );
}
