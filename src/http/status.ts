/** Whether the same request may get another status soon. */
export function isRetriedStatus(status: number): boolean {
  const isServerError = status >= 500 && status <= 599 && status !== 501 && status !== 505;
  return status === 408 || status === 429 || isServerError;
}

/** Whether the status alone decides, whatever the body holds. */
export function isFinalStatus(status: number): boolean {
  return status >= 300 && !isRetriedStatus(status);
}
