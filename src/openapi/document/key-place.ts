import { text, type Obj } from '../model.js';

/** A scheme and what may follow it, as in `Token token=`, before the place of the key. */
const PREFIX = String.raw`([A-Za-z][\w-]* (?:[a-z]+=)?)["']?`;
const IN_TEXT = new RegExp(
  `(?:[\`"']|authorization: *)${PREFIX}[<{[][^\`"'>}\\]]*(?:key|token)`,
  'i',
);
const AS_DEFAULT = new RegExp(`^${PREFIX}[^ ]*(?:key|token)[^ ]*$`, 'i');

/** What precedes a key in the header `Authorization`, where the document shows it: `Klaviyo-API-Key your-private-api-key`. */
const prefixIn = ({ in: place, name, description, 'x-default': usual }: Obj) =>
  place === 'header' && String(name).toLowerCase() === 'authorization'
    ? (AS_DEFAULT.exec(text(usual) ?? '') ?? IN_TEXT.exec(text(description) ?? ''))?.[1]
    : undefined;

/** Where requests carry the key of a scheme. */
export function keyPlace(scheme: Obj = {}): Obj {
  const prefix = prefixIn(scheme);
  return { in: scheme.in, name: scheme.name, ...(prefix !== undefined && { prefix }) };
}
