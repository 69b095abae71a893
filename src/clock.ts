/** Milliseconds of a clock that never jumps. Not `performance.now()`, for which Node loads a module. */
export function monotonicMs(): number {
  return process.uptime() * 1000;
}

/** Resolves after so many milliseconds. Not that of `node:timers/promises`, which is another module to load. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
