import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { json, startServer } from '../../support/server.ts';
import { service } from '../../support/service.ts';
import {
  addFile,
  assertSteps,
  type Checks,
  INPUT_INDENT,
  INVOICE,
  type Replacements,
  runOn,
  start,
} from './setup.ts';

/** About files that arrive later, and one job for each of them. */
export const FILES: Checks = {
  'Wait for an upload from another pipeline': {
    'goes on once the file is there': async (yaml, t) => {
      const asked: number[] = [];
      const emulator = await start(t, {
        files: [],
        requestLog({ path }) {
          if (path.includes('/storage/exist') && asked.push(performance.now()) === 1) {
            addFile(emulator.root, 'exports/nightly.html');
          }
        },
      });
      const [convert] = await runOn(emulator, yaml);
      assertSteps(convert, ['success', 'success', 'success']);
      const [first = 0, second = 0, ...others] = asked;
      assert.deepEqual(others, []);
      assert.ok(second - first > 900, `asked again after ${second - first} ms`);
    },
    'fails when the file does not come in time': async (yaml, t) => {
      const replace: Replacements = [['storage-wait-seconds: 600', 'storage-wait-seconds: 1']];
      const [convert] = await runOn(await start(t), yaml, { replace });
      assertSteps(convert, ['failure', 'skipped', 'success']);
      assert.equal(convert?.steps[0]?.outputs['error-code'], 'storage-gate-failed');
    },
    'waits for something to go away with storage-expect: absent': async (yaml, t) => {
      let asked = 0;
      const emulator = await start(t, {
        files: ['exports/nightly.html'],
        requestLog({ path }) {
          if (path.includes('/storage/exist') && ++asked === 1) {
            rmSync(join(emulator.root, 'exports/nightly.html'));
          }
        },
      });
      const wait = 'storage-wait-seconds: 600';
      const replace: Replacements = [[wait, `${wait}\n${INPUT_INDENT}storage-expect: absent`]];
      const [convert] = await runOn(emulator, yaml, { replace });
      assertSteps(convert, ['success', 'success', 'success']);
      assert.equal(asked, 2);
    },
  },

  'One job for each file of a folder': {
    'has a job for each item, whose steps a folder leaves out': async (yaml, t) => {
      const odd = `templates/it's "$(exit 1)" & ß.html`;
      const emulator = await start(t, { files: [INVOICE, odd, 'templates/old/a.html'] });
      const [list, ...jobs] = await runOn(emulator, yaml);
      assertSteps(list, ['success', 'success']);
      assert.deepEqual(list?.steps[0]?.env, {});
      assert.deepEqual(
        jobs.map(({ id, result, steps }) => ({ id, result, log: steps[0]?.log })),
        [
          { id: 'convert', result: 'success', log: [`Converting /${INVOICE}`] },
          { id: 'convert', result: 'success', log: [`Converting /${odd}`] },
          { id: 'convert', result: 'success', log: [] },
        ],
      );
      assertSteps(jobs[2], ['skipped']);
    },
    'has none for an empty folder': async (yaml, t) => {
      const emulator = await start(t, { files: [] });
      mkdirSync(join(emulator.root, 'templates'));
      const [list, ...jobs] = await runOn(emulator, yaml);
      assert.deepEqual(list?.outputs, { files: '[]' });
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
      const [list, convert] = await runOn(server, yaml);
      assertSteps(list, ['failure', 'success']);
      assert.match(list?.steps[0]?.annotations[0]?.message ?? '', /subfolder/);
      assert.equal(list?.outputs.files, '');
      assert.equal(convert?.result, 'skipped');
    },
  },
};
