/** Characters of a value in JSON, without escapes. Counting ends above `most`. */
export function jsonLength(value: unknown, most = Infinity): number {
  let length = 0;
  const rest: unknown[] = [value];
  while (rest.length > 0 && length <= most) {
    const one = rest.pop();
    if (typeof one === 'string') length += one.length + 2;
    else if (Array.isArray(one)) {
      length += one.length + 1;
      for (const item of one) rest.push(item);
    } else if (one instanceof Date) length += JSON.stringify(one).length;
    else if (typeof one === 'object' && one !== null) {
      for (const [key, member] of Object.entries(one)) {
        if (member === undefined) continue; // JSON omits it
        length += key.length + 4;
        rest.push(member);
      }
      length += 1;
    } else length += String(one).length;
  }
  return length;
}
