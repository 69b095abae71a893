import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';

/**
 * Builds `dist/` from `src/`: tsc to `lib/`, since ncc has no compiler for this TypeScript, then ncc to one file.
 *
 * The toolkit's core does not declare that its modules have no side effects. It is declared for it here, so that ncc leaves
 * out what this action does not use: OpenID Connect, the running of other programs, and so on.
 *
 * The bundle is CommonJS, which Node starts faster than an ES module. ncc makes one when the nearest package.json does not
 * say that modules are ES modules (`lib/`), and Node takes it for one when the nearest package.json says so (`dist/`).
 */
run('npm', 'pkg', 'set', 'sideEffects=false', '--json', '--prefix', 'node_modules/@actions/core');
rmSync('lib', { recursive: true, force: true });
rmSync('dist', { recursive: true, force: true });
run('tsc', '-p', 'tsconfig.build.json');
writeFileSync('lib/package.json', '{}');
run('ncc', 'build', 'lib/index.js', '-o', 'dist', '--license', 'licenses.txt', '--no-cache');
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n');

function run(command: string, ...parameters: string[]): void {
  execFileSync(command, parameters, { stdio: 'inherit', shell: process.platform === 'win32' });
}
