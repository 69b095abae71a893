import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { json, startServer } from '../../support/server.ts';
import { service } from '../../support/service.ts';
import {
  assertSteps,
  type Checks,
  INVOICE,
  type Replacements,
  runOn,
  start,
  withKey,
} from './setup.ts';

/** About one job for each file. */
export const FILES: Checks = {
  'One job for each file of a folder': {
    'has a job for each item, whose steps a folder leaves out': async (yaml, t) => {
      const odd = `templates/it's "$(exit 1)" & ß.html`;
      const emulator = await start(t, { files: [INVOICE, odd, 'templates/old/a.html'] });
      const [list, ...jobs] = await runOn(emulator, yaml, withKey(emulator));
      assertSteps(list, ['success', 'success']);
      assert.deepEqual(list?.steps[0]?.env, {});
      assert.deepEqual(
        jobs.map(({ id, result, steps }) => ({ id, result, log: steps[1]?.log })),
        [
          { id: 'convert', result: 'success', log: [`Converting /${INVOICE}`] },
          { id: 'convert', result: 'success', log: [`Converting /${odd}`] },
          { id: 'convert', result: 'success', log: [] },
        ],
      );
      assertSteps(jobs[0], ['success', 'success', 'success']);
      assertSteps(jobs[2], ['skipped', 'skipped']);
    },
    'has none when the folder comes from a variable that is not set': async (yaml, t) => {
      const emulator = await start(t);
      const replace: Replacements = [['storage-list: /templates', "storage-list: ''"]];
      const [list, ...jobs] = await runOn(emulator, yaml, { ...withKey(emulator), replace });
      assertSteps(list, ['success', 'success']);
      assert.deepEqual(
        jobs.map(({ result }) => result),
        ['skipped'],
      );
    },
    'has none for an empty folder': async (yaml, t) => {
      const emulator = await start(t, { files: [] });
      mkdirSync(join(emulator.root, 'templates'));
      const [list, ...jobs] = await runOn(emulator, yaml, withKey(emulator));
      assert.equal(list?.outputs.files, '[]');
      assert.deepEqual(
        jobs.map(({ result }) => result),
        ['skipped'],
      );
    },
    'fails rather than cut a long list off': async (yaml) => {
      const value = Array.from({ length: 6000 }, (_, index) => ({
        name: `${index}.html`,
        path: `/templates/${index}.html`,
        isFolder: false,
        size: 1,
        modifiedDate: '2026-01-31T12:34:56Z',
      }));
      await using server = await startServer((request, response, count) =>
        request.path.includes('/folder')
          ? json(response, { value })
          : service()(request, response, count),
      );
      const [list, convert] = await runOn(server, yaml, withKey(server));
      assertSteps(list, ['failure', 'success']);
      assert.match(list?.steps[0]?.annotations[0]?.message ?? '', /subfolder/);
      assert.equal(list?.outputs.files, '');
      assert.equal(convert?.result, 'skipped');
    },
  },

  'One job for each file of a folder (2)': {
    'has a job for each subfolder, with the list of its files': async (yaml, t) => {
      const files = ['exports/a/1.csv', 'exports/a/2.csv', 'exports/b/3.csv', 'exports/read.me'];
      const [list, ...jobs] = await runOn(await start(t, { files }), yaml);
      assertSteps(list, ['success', 'success']);
      const found = jobs.map(({ steps }) =>
        (steps[1]?.log ?? []).join('').match(/[^/"]+\.csv(?=","path)/g),
      );
      assert.deepEqual(found, [['1.csv', '2.csv'], ['3.csv'], null]);
    },
  },
};
