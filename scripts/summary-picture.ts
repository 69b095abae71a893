/**
 * `npm run picture`: draws the README's pictures of a job summary, `docs/summary-light.png` and `docs/summary-dark.png`. A real
 * run writes the summary, and headless Chromium draws it with GitHub's colours. Needs `chromium` on the path.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../emulator/server.ts';
import { run } from '../test/support/run.ts';

const THEMES = {
  light: { text: '#1f2328', page: '#ffffff', stripe: '#f6f8fa', line: '#d1d9e0', link: '#0969da' },
  dark: { text: '#f0f6fc', page: '#0d1117', stripe: '#151b23', line: '#3d444d', link: '#4493f8' },
};

const DOCS = join(import.meta.dirname, '../docs');
const folder = mkdtempSync(join(tmpdir(), 'aspose-summary-'));
try {
  const html = await summaryOfARun();
  for (const [theme, colours] of Object.entries(THEMES)) {
    draw(html, colours, join(DOCS, `summary-${theme}.png`));
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function summaryOfARun(): Promise<string> {
  const root = join(folder, 'storage');
  mkdirSync(join(root, 'templates'), { recursive: true });
  writeFileSync(join(root, 'templates/invoice.html'), '<h1>Invoice</h1>');
  const emulator = await startEmulator({ root });
  try {
    const { summary } = await run({
      inputs: {
        'client-id': emulator.clientId,
        'client-secret': emulator.clientSecret,
        'base-url': emulator.url,
        'storage-path': '/templates/invoice.html\n/templates/letter.html',
        'storage-expect': 'file',
      },
    });
    // Readers know the service, not the emulator.
    return summary.replaceAll(new URL(emulator.url).host, 'api.aspose.cloud');
  } finally {
    await emulator.close();
  }
}

function draw(html: string, colours: (typeof THEMES)['light'], picture: string): void {
  const page = join(folder, 'summary.html');
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><style>${style(colours)}</style>${html}`,
  );
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
      `--screenshot=${picture}`,
      page,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
}

function style({ text, page, stripe, line, link }: (typeof THEMES)['light']): string {
  return `
    body { margin: 0; padding: 16px 24px; width: 720px; color: ${text}; background: ${page};
      font: 16px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji"; }
    h3 { margin: 8px 0 16px; font-size: 1.25em; font-weight: 600; }
    p { margin: 0 0 16px; }
    a { color: ${link}; }
    table { border-spacing: 0; border-collapse: collapse; margin: 0 0 16px; }
    th, td { padding: 6px 13px; border: 1px solid ${line}; text-align: left; }
    tr:nth-child(2n) { background: ${stripe}; }
    code { padding: .2em .4em; border-radius: 6px; background: #818b981f;
      font: 85% ui-monospace, SFMono-Regular, "DejaVu Sans Mono", monospace; }`;
}
