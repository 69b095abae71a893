/** Milliseconds of a clock that never jumps. Not `performance.now()`, for which Node loads a module at every start. */
export function monotonicMs(): number {
  return process.uptime() * 1000;
}
