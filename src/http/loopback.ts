/** Whether a URL leads to this machine, so that nothing leaves it: `localhost`, `127.0.0.0/8` or `[::1]`. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|\[::1\]|127(\.\d+){3})$/.test(hostname);
}
