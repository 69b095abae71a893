/** Whether the same request may get another status soon. */
export function isRetriedStatus(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && ![501, 505].includes(status));
}

/** Whether the status alone decides, whatever the body holds: a redirect, or a 4xx that is not retried. */
export function isFinalStatus(status: number): boolean {
  return status >= 300 && status <= 499 && !isRetriedStatus(status);
}
