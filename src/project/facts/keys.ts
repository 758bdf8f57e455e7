import type { Node, PrivateName } from '@babel/types';

/** Name of a property; `*` where it is computed and not fixed. */
export function keyName({ key, computed }: { key: Node; computed?: boolean | null }): string {
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateName') return privateName(key);
  if (key.type === 'StringLiteral' || key.type === 'NumericLiteral') return String(key.value);
  return '*';
}

const privateName = (key: PrivateName) => `#${key.id.name}`;

export const isFixedKey = (key: Node) =>
  key.type === 'StringLiteral' || key.type === 'NumericLiteral';
