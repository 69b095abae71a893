/** The version of `package.json`, which is not part of the bundle. A test holds the two together. */
export const VERSION = '1.0.0';
