/**
 * Builds the committed bundles: tsc compiles to `lib/`, since ncc cannot compile TypeScript 7, and ncc makes one file of each
 * entry. They are CommonJS, which Node starts faster than ES modules.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

interface Bundle {
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
}

/** Entries and their bundles. The bundles of a folder share its `licenses.txt`. */
const BUNDLES = [
  { entry: 'src/main.ts', file: 'dist/index.js' },
  { entry: 'src/post.ts', file: 'dist/post.js' },
  { entry: 'emulator/main.ts', file: 'emulator/dist/main.js' },
  { entry: 'emulator/background.ts', file: 'emulator/dist/background.js' },
  { entry: 'emulator/post.ts', file: 'emulator/dist/post.js' },
];

const LICENSES = 'licenses.txt';
const OPTIONS = {
  cache: false,
  esm: false,
  quiet: true,
  license: LICENSES,
  // The toolkit's client imports both for proxies, which the action leaves to Node. They would be nine tenths of the bundle.
  externals: { undici: 'node:http', tunnel: 'node:http' },
};

const ncc: (entry: string, options: object) => Promise<Bundle> = createRequire(import.meta.url)(
  '@vercel/ncc',
);

process.chdir(join(import.meta.dirname, '..'));
compile();
for (const folder of new Set(BUNDLES.map(({ file }) => dirname(file)))) {
  await bundle(folder);
}
// On exit, ncc would rewrite its compile cache inside node_modules.
process.removeAllListeners('exit');

function compile(): void {
  rmSync('lib', { recursive: true, force: true });
  const shell = process.platform === 'win32';
  execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit', shell });
  for (const name of ['@actions/core', '@actions/http-client']) {
    const copy = `lib/node_modules/${name}`;
    cpSync(`node_modules/${name}`, copy, { recursive: true });
    // The toolkit does not declare that it has no side effects. Declared in a copy, it lets ncc leave out what is not used.
    const manifest = JSON.parse(readFileSync(`${copy}/package.json`, 'utf8'));
    writeFileSync(`${copy}/package.json`, JSON.stringify({ ...manifest, sideEffects: false }));
  }
  for (const file of globSync('lib/**/*.js')) {
    writeFileSync(file, compact(readFileSync(file, 'utf8')));
  }
}

/** Indents by two spaces instead of four and leaves out doc comments, which would be a sixth of the bundle. */
function compact(code: string): string {
  return code
    .replace(/^ *\/\*\*.*?\*\/\n/gms, '')
    .replace(/^( {4})+/gm, (indentation) => indentation.slice(indentation.length / 2));
}

async function bundle(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const bundles = BUNDLES.filter(({ file }) => dirname(file) === folder);
  for (const { entry, file } of bundles) {
    const { code } = await ncc(compiled(entry), OPTIONS);
    writeFileSync(file, code);
    console.log(`${file}: ${(Buffer.byteLength(code) / 1000).toFixed(1)} kB`);
  }
  writeFileSync(join(folder, LICENSES), await licenses(bundles.map(({ entry }) => entry)));
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
}

/** The licences of several bundles, without repeats: those of a bundle of all their entries. */
async function licenses(entries: readonly string[]): Promise<string> {
  const all = resolve('lib/all.js');
  writeFileSync(
    all,
    entries.map((entry) => `import ${JSON.stringify(compiled(entry))};`).join('\n'),
  );
  const { assets } = await ncc(all, OPTIONS);
  return String(assets[LICENSES]?.source ?? '');
}

function compiled(entry: string): string {
  return resolve('lib', entry.replace(/\.ts$/, '.js'));
}
