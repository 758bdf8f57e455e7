/** What clients of MCP accept, as the SDK compares it: with its case, and as a substring. */
export const ACCEPTED = 'application/json, text/event-stream';

/**
 * Whether "Accept" admits each of these media types (RFC 9110 sections 8.3.1 and 12.5.1): of its ranges, the most specific
 * one that matches decides. Without it, any type is admitted.
 */
export function admits(accept: string | null | undefined, types: readonly string[]): boolean {
  if (accept === undefined || accept === null || accept === ACCEPTED) return true;
  const weights = new Map(accept.split(',').map(weighted));
  return types.every((type) => {
    const ranges = [type, type.replace(/\/.*/, '/*'), '*/*'];
    const range = ranges.find((each) => weights.has(each));
    return range !== undefined && weights.get(range) !== 0;
  });
}

/** Whether "Accept" admits JSON in place of this type. */
export const wantsJson = (accept: string | null | undefined, type: string): boolean =>
  admits(accept, ['application/json']) && !admits(accept, [type]);

function weighted(text: string): [range: string, weight: number] {
  const [range = '', ...parameters] = text
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const weight = parameters.find((each) => /^q\s*=/.test(each));
  return [range, weight === undefined ? 1 : Number(weight.replace(/^q\s*=\s*/, ''))];
}
