/** Executes the workflows of the documentation as they stand there, and holds them to what is said about them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { missingTool } from '../support/shell.ts';
import { EMULATOR } from './recipes/emulator.ts';
import { FILES } from './recipes/files.ts';
import { GATE } from './recipes/gate.ts';
import { PRIVATE_NETWORK } from './recipes/private-network.ts';
import type { Checks } from './recipes/setup.ts';
import { SURROUNDINGS } from './recipes/surroundings.ts';
import { TOKENS } from './recipes/tokens.ts';

const ROOT = join(import.meta.dirname, '../..');

const CHECKS: Checks = {
  ...GATE,
  ...TOKENS,
  ...FILES,
  ...SURROUNDINGS,
  ...PRIVATE_NETWORK,
  ...EMULATOR,
};

const WORKFLOWS = {
  ...workflowsOf(readFileSync(join(ROOT, 'README.md'), 'utf8'), 'README: '),
  ...workflowsOf(readFileSync(join(ROOT, 'docs/recipes.md'), 'utf8')),
  ...workflowsOf(readFileSync(join(ROOT, 'emulator/README.md'), 'utf8'), 'Emulator: '),
};

test('every workflow of the documentation has its checks, and every check a workflow', () => {
  assert.deepEqual(Object.keys(WORKFLOWS).sort(), Object.keys(CHECKS).sort());
});

const tools = { concurrency: 4, skip: missingTool(), timeout: 60_000 };

describe('the workflow of the documentation', tools, () => {
  for (const [heading, checks] of Object.entries(CHECKS)) {
    for (const [claim, check] of Object.entries(checks)) {
      test(`${heading}: ${claim}`, (t) => check(WORKFLOWS[heading] ?? '', t));
    }
  }
});

/** The workflows of a page by their headings. A list of steps is made a workflow with one job. */
function workflowsOf(page: string, prefix = ''): Record<string, string> {
  const workflows: Record<string, string> = {};
  for (const section of page.split(/^## /m).slice(1)) {
    const heading = prefix + section.slice(0, section.indexOf('\n'));
    const blocks = [...section.matchAll(/^```ya?ml\n(.*?)^```$/gms)]
      .map(([, block = '']) => block)
      .filter((block) => parse(block).runs === undefined);
    for (const [index, block] of blocks.entries()) {
      const isSteps = Array.isArray(parse(block));
      const workflow = isSteps
        ? `jobs: { job: { steps: ${JSON.stringify(parse(block))} } }`
        : block;
      workflows[index === 0 ? heading : `${heading} (${index + 1})`] = workflow;
    }
  }
  return workflows;
}
