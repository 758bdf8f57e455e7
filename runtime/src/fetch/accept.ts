/** Accept header of MCP clients, exactly as the SDK compares it: case-sensitively and as a substring. */
export const STREAMABLE_ACCEPT = 'application/json, text/event-stream';

/**
 * Returns whether an Accept header allows each of these media types (RFC 9110 sections 8.3.1 and
 * 12.5.1): the most specific matching range decides. Without a header, any type is allowed.
 */
export function acceptsTypes(accept: string | null | undefined, types: readonly string[]): boolean {
  if (accept === undefined || accept === null || accept === STREAMABLE_ACCEPT) return true;
  const weights = new Map(accept.split(',').map(parseRange));
  return types.every((type) => {
    const ranges = [type, type.replace(/\/.*/, '/*'), '*/*'];
    const range = ranges.find((candidate) => weights.has(candidate));
    return range !== undefined && weights.get(range) !== 0;
  });
}

/** Returns whether an Accept header allows JSON and not this type. */
export const wantsJson = (accept: string | null | undefined, type: string): boolean =>
  acceptsTypes(accept, ['application/json']) && !acceptsTypes(accept, [type]);

function parseRange(text: string): [range: string, weight: number] {
  const [range = '', ...parameters] = text
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const weight = parameters.find((parameter) => /^q\s*=/.test(parameter));
  return [range, weight === undefined ? 1 : Number(weight.replace(/^q\s*=\s*/, ''))];
}
