/** Default limit of the result of a call, in bytes: of a response over HTTP, and of a stored task. */
export const MAX_RESULT_BYTES = 5_242_880;

/** Returns the length of a value in JSON, without escapes. Counting stops above `most`. */
export function jsonLength(value: unknown, maxLength = Infinity): number {
  let length = 0;
  const pending: unknown[] = [value];
  while (pending.length > 0 && length <= maxLength) {
    const current = pending.pop();
    if (typeof current === 'string') length += current.length + 2;
    else if (Array.isArray(current)) {
      length += current.length + 1;
      for (const item of current) pending.push(item);
    } else if (current instanceof Date) length += JSON.stringify(current).length;
    else if (typeof current === 'object' && current !== null) {
      for (const [key, member] of Object.entries(current)) {
        if (member === undefined) continue; // JSON omits it
        length += key.length + 4;
        pending.push(member);
      }
      length += 1;
    } else length += String(current).length;
  }
  return length;
}
