import { spawnSync } from 'node:child_process';

/** What keeps a machine from running the workflows; false if nothing does. */
export function missingTool(): string | false {
  // There, bash may be one that sees nothing of its parent's environment.
  if (process.platform === 'win32') {
    return 'the scripts of the workflows are for bash and curl, not for Windows';
  }
  const missing = ['bash', 'curl'].find((tool) => spawnSync(tool, ['--version']).status !== 0);
  return missing === undefined ? false : `${missing}, which the workflows need, is not here`;
}
