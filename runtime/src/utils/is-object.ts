/** Returns whether a value has members by name: it is neither a list nor bytes. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);

/** Returns a value that has members by name; without members, if it is not such a value. */
export const objectOrEmpty = (value: unknown): Record<string, unknown> =>
  isObject(value) ? value : {};
