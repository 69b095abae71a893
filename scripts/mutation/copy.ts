/** A built copy of the repository outside the work tree, in which one mutant after the other takes its place. */
import { execFileSync } from 'node:child_process';
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
import { changed, type Mutant } from './mutants.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The bundles, by the step that each is for. */
const BUNDLES = { main: 'dist/index.js', post: 'dist/post.js' };

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
  /** Files as they are without a mutant. */
  private readonly originals = new Map<string, string>();
  private mutants: readonly Mutant[] = [];

  constructor() {
    const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' });
    for (const file of files.trim().split('\n')) {
      cpSync(join(ROOT, file), join(this.folder, file));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
    mkdirSync(join(this.folder, 'tmp'));
    execFileSync(process.execPath, ['scripts/build.ts'], { cwd: this.folder });
  }

  /**
   * Leaves out the mutants that the compiler refuses. All of them are compiled at once, each as a file beside the one that
   * it comes from.
   */
  withoutRefused(mutants: readonly Mutant[]): Mutant[] {
    const files = mutants.map(({ file }, index) => file.replace(/\.ts$/, `.mutant-${index}.ts`));
    mutants.forEach(({ source }, index) => {
      writeFileSync(join(this.folder, files[index] ?? ''), source);
    });
    const messages = this.compilerMessages();
    for (const file of files) {
      rmSync(join(this.folder, file));
    }
    return mutants.filter((_, index) => !messages.includes(`${files[index]}(`));
  }

  /** Bundles the code with a mark at both ends of all that mutants change, so that no mutant needs a bundle of its own. */
  async bundle(mutants: readonly Mutant[]): Promise<void> {
    this.mutants = mutants;
    for (const file of new Set(mutants.map((mutant) => mutant.file))) {
      const script = stripTypeScriptTypes(this.marked(file));
      const compiled = join(this.folder, 'lib', file.replace(/\.ts$/, '.js'));
      writeFileSync(compiled, script.replaceAll(/(\.\.?\/.*)\.ts'/g, "$1.js'"));
      this.originals.set(file, this.read(file));
    }
    for (const [step, bundle] of Object.entries(BUNDLES)) {
      const { code } = await ncc(join(this.folder, `lib/src/${step}.js`), BUNDLING);
      this.originals.set(bundle, code);
    }
    this.restore();
  }

  /** Puts a mutant in the place of its file, and of its code in the bundle. */
  apply(mutant: Mutant): void {
    this.restore();
    this.write(mutant.file, mutant.source);
    const [opening, closing] = marks(this.mutants.indexOf(mutant));
    for (const bundle of Object.values(BUNDLES)) {
      const [before, rest] = (this.originals.get(bundle) ?? '').split(opening);
      const [code, after] = (rest ?? '').split(closing);
      if (code !== undefined && after !== undefined) {
        this.write(bundle, before + changed(code, mutant.edit) + after);
      }
    }
  }

  restore(): void {
    for (const [file, content] of this.originals) {
      this.write(file, content);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private compilerMessages(): string {
    const unused = ['--noUnusedLocals', 'false', '--noUnusedParameters', 'false'];
    const flags = ['-p', 'tsconfig.build.json', '--noEmit', '--pretty', 'false', ...unused];
    try {
      return execFileSync('tsc', flags, { cwd: this.folder, encoding: 'utf8' });
    } catch (error) {
      return String((error as { readonly stdout: unknown }).stdout);
    }
  }

  private marked(file: string): string {
    const inserts = this.mutants.flatMap((mutant, index) => {
      const [opening, closing] = marks(index);
      const [start, end] = mutant.edit;
      const both = [
        { at: start, text: opening },
        { at: end, text: closing },
      ];
      return mutant.file === file ? both : [];
    });
    const backwards = inserts.sort((a, b) => b.at - a.at);
    return backwards.reduce(
      (code, { at, text }) => code.slice(0, at) + text + code.slice(at),
      this.read(file),
    );
  }

  private read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  private write(file: string, content: string): void {
    writeFileSync(join(this.folder, file), content);
  }
}

function marks(index: number): [opening: string, closing: string] {
  // The spaces keep a division from becoming a comment.
  return [` /*<${index}*/ `, ` /*${index}>*/ `];
}
