/** A copy of the repository outside the work tree, in which one mutant after the other takes the place of its file. */
import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Mutant } from './mutants.ts';

const ROOT = join(import.meta.dirname, '../..');
const TSC = join(ROOT, 'node_modules/.bin/tsc');
const ANY_USE = ['--noUnusedLocals', 'false', '--noUnusedParameters', 'false'];

/** As in `scripts/build.ts`. */
const BUNDLING = {
  cache: false,
  esm: false,
  quiet: true,
  externals: { undici: 'node:http', tunnel: 'node:http' },
};

const ncc: (entry: string, options: object) => Promise<{ code: string }> = createRequire(
  import.meta.url,
)('@vercel/ncc');
// On exit, ncc would rewrite its compile cache inside node_modules.
process.removeAllListeners('exit');

export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  private readonly originals = new Map<string, string>();

  constructor() {
    const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' });
    for (const file of files.trim().split('\n')) {
      cpSync(join(ROOT, file), join(this.folder, file));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
    mkdirSync(join(this.folder, 'tmp'));
    execFileSync(process.execPath, ['scripts/build.ts'], { cwd: this.folder });
  }

  /** Puts a mutant in the place of its file, as TypeScript and as JavaScript. */
  apply({ file, source }: Mutant): void {
    this.restore();
    this.replace(file, source);
    const script = stripTypeScriptTypes(source).replaceAll(/(\.\.?\/.*)\.ts'/g, "$1.js'");
    this.replace(join('lib', file.replace(/\.ts$/, '.js')), script);
  }

  restore(): void {
    for (const [file, content] of this.originals) {
      writeFileSync(join(this.folder, file), content);
    }
    this.originals.clear();
  }

  async isAcceptedByCompiler(): Promise<boolean> {
    const flags = ['-p', 'tsconfig.build.json', '--noEmit', ...ANY_USE];
    const compilation = promisify(execFile)(TSC, flags, { cwd: this.folder });
    return compilation.then(
      () => true,
      () => false,
    );
  }

  /** Bundles the step that `file` belongs to. */
  async bundle(file: string): Promise<void> {
    const [step, bundle] = file === 'src/post.ts' ? ['post', 'post'] : ['main', 'index'];
    const { code } = await ncc(join(this.folder, `lib/src/${step}.js`), BUNDLING);
    this.replace(`dist/${bundle}.js`, code);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private replace(file: string, content: string): void {
    const path = join(this.folder, file);
    this.originals.set(file, readFileSync(path, 'utf8'));
    writeFileSync(path, content);
  }
}
