import { firstExceededLimit, REFUSAL_LIMITS } from '../utils/client-limits.js';
import type { OperationClass } from './operations.js';

/** Names of the tools that find, describe and call those of a provider, within the limits of clients. */
export function searchToolNames(provider: string) {
  const describe = (part: string) => `describe${part}_operations`;
  let part = `_${provider}`;
  while (part !== '' && firstExceededLimit(REFUSAL_LIMITS, provider, describe(part)))
    part = part.slice(0, -1).replace(/_+$/, '');
  return {
    find: `find${part}_operations`,
    describe: describe(part),
    call: (kind: OperationClass) => `call${part}_${kind}`,
  };
}

/** Returns what clients list of a provider whose tools they find by search. */
export function searchedText(provider: string): string {
  const { find, describe, call } = searchToolNames(provider);
  const calls = (['read', 'write', 'destructive'] as const).map(call);
  return `Clients list ${find}, ${describe}, and of ${calls.join(', ')} those that have operations. They find the operations below by search.`;
}
