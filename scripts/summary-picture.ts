/**
 * Draws `docs/summary.png`, the README's picture of a job summary: a real summary, by a real run, in headless Chromium
 * with the look of GitHub's pages. Needs `chromium` on the path.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../emulator/server.ts';
import { runAction } from '../test/support/run-action.ts';

const STYLE = `
  body { margin: 0; padding: 16px 24px; width: 720px; color: #1f2328;
    font: 16px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji"; }
  h3 { margin: 8px 0 16px; font-size: 1.25em; font-weight: 600; }
  p { margin: 0 0 16px; }
  table { border-spacing: 0; border-collapse: collapse; margin: 0 0 16px; }
  th, td { padding: 6px 13px; border: 1px solid #d1d9e0; text-align: left; }
  tr:nth-child(2n) { background: #f6f8fa; }
  code { padding: .2em .4em; border-radius: 6px; background: #818b981f;
    font: 85% ui-monospace, SFMono-Regular, "DejaVu Sans Mono", monospace; }`;

const folder = mkdtempSync(join(tmpdir(), 'aspose-summary-'));
const root = join(folder, 'storage');
mkdirSync(join(root, 'templates'), { recursive: true });
writeFileSync(join(root, 'templates/invoice.html'), '');
const emulator = await startEmulator({ root });
try {
  const { summary } = await runAction({
    inputs: {
      'client-id': emulator.clientId,
      'client-secret': emulator.clientSecret,
      'base-url': emulator.url,
      'storage-path': '/templates/invoice.html\n/templates/letter.html',
      'storage-expect': 'file',
    },
  });
  // The picture is of the service, whose name is not that of the emulator.
  const html = summary.replaceAll(new URL(emulator.url).host, 'api.aspose.cloud');
  const page = join(folder, 'summary.html');
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${html}`);
  execFileSync(
    'chromium',
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--hide-scrollbars',
      `--user-data-dir=${join(folder, 'profile')}`,
      '--force-device-scale-factor=2',
      '--window-size=770,400',
      `--screenshot=${join(import.meta.dirname, '../docs/summary.png')}`,
      page,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
} finally {
  await emulator.close();
  rmSync(folder, { recursive: true });
}
