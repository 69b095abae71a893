import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';

/** Builds `dist/` from `src/`: tsc to `lib/`, since ncc has no compiler for this TypeScript, then ncc to one file. */
rmSync('lib', { recursive: true, force: true });
rmSync('dist', { recursive: true, force: true });
const options = { stdio: 'inherit', shell: process.platform === 'win32' } as const;
execFileSync('tsc', ['-p', 'tsconfig.build.json'], options);
execFileSync('ncc', ['build', 'lib/index.js', '-o', 'dist', '--license', 'licenses.txt'], options);
