/**
 * Returns the types that both values of `type` allow, in the order of the first. Every integer is a
 * number, so these two share `integer`.
 */
export function commonTypes(first: unknown, second: unknown): string[] {
  const otherTypes = new Set([second].flat());
  const sharedTypes = [first].flat().flatMap((type) => {
    if (otherTypes.has(type)) return [type as string];
    const isInteger =
      (type === 'integer' && otherTypes.has('number')) ||
      (type === 'number' && otherTypes.has('integer'));
    return isInteger ? ['integer'] : [];
  });
  return [...new Set(sharedTypes)];
}
