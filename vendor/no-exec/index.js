/**
 * `@actions/core` imports `@actions/exec` for `platform.getDetails()` alone, which this action never calls. Leaving it
 * out takes a fifth off what a reviewer of the bundle has to read, and shows at a glance that no other program is run.
 */
export function getExecOutput() {
  throw new Error('@actions/exec is not part of this bundle: do not use core.platform');
}
