import type { Located, Step } from '../../../model/code.js';
import type { CallValue } from '../../../model/facts.js';
import type { Place, ProviderModel } from '../../../model/project.js';

/** Where a provider does what happens in a call: the call itself, or the one in its files that leads there. */
export function placeIn({ name }: ProviderModel, { call, chain }: Step): Place {
  const own = [...chain, call].findLast(({ file }) => file.provider === name) ?? call;
  return at(own);
}

const at = ({ file, value }: Located<CallValue>): Place => file.at(value);
