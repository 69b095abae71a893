/** The YAML in the pages parses, and uses the action as it is. `recipes.test.ts` executes the workflows among it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { metadata } from '../support/run.ts';
import { files, found, read } from './pages.ts';

/** A step that uses an action of the project. */
interface Use {
  readonly id: string | undefined;
  readonly inputs: readonly string[];
  readonly action: 'action.yml' | 'emulator/action.yml';
}

const PAGES = ['README.md', ...files('docs/**/*.md')];

const examples = PAGES.flatMap((page) =>
  [...read(page).matchAll(/^( *)```ya?ml\b.*\n([\s\S]*?)^\1```/gm)].map(
    ([, indent = '', yaml = ''], index) => ({
      name: `${page}, YAML ${index + 1}`,
      yaml: yaml.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  ),
);

describe('an example', () => {
  test('of using the action is in the README', () => {
    const inReadme = examples.filter(({ name }) => name.startsWith('README.md'));
    assert.ok(inReadme.some(({ yaml }) => usesOf(yaml).length > 0));
  });

  for (const { name, yaml } of examples) {
    test(`parses, and knows inputs and outputs: ${name}`, () => {
      const documents = parseAllDocuments(yaml);
      assert.deepEqual(
        documents.flatMap(({ errors }) => errors),
        [],
      );
      for (const { id, inputs, action } of usesOf(yaml)) {
        const known = action === 'action.yml' ? metadata : parse(read(action));
        assert.deepEqual(
          inputs.filter((input) => !(input in known.inputs)),
          [],
        );
        const outputs = found(yaml, new RegExp(`\\bsteps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'));
        assert.deepEqual(
          outputs.filter((output) => id !== undefined && !(output in known.outputs)),
          [],
        );
      }
    });
  }
});

/** The uses in an example, which may be several documents. */
function usesOf(yaml: string): Use[] {
  return parseAllDocuments(yaml).flatMap((document) => usesIn(document.toJS()));
}

function usesIn(value: unknown): Use[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { uses, id, with: inputs } = value as Record<string, unknown>;
  const [, emulator] = /^(?:org\/aspose-auth|\.)(\/emulator)?(?:@.*|\/)?$/.exec(String(uses)) ?? [
    undefined,
    'none',
  ];
  const own: Use[] =
    emulator === 'none'
      ? []
      : [
          {
            id: typeof id === 'string' ? id : undefined,
            inputs: Object.keys(inputs ?? {}),
            action: emulator === undefined ? 'action.yml' : 'emulator/action.yml',
          },
        ];
  return [...own, ...Object.values(value).flatMap(usesIn)];
}
