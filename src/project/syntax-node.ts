/** An ESTree node, possibly of TypeScript. */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

export const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Returns the name of a function, class, property or method; `''` if it has none. */
export function nodeKey({ id, key }: SyntaxNode): string {
  const name = isNode(id) ? id : key;
  if (!isNode(name)) return '';
  const text = name.name ?? name.value;
  return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
}

/** Returns the identifiers that a pattern binds. */
export function boundNames(id: SyntaxNode): SyntaxNode[] {
  if (id.type === 'Identifier') return [id];
  const parts = [
    ...((id.properties ?? id.elements ?? []) as (SyntaxNode | null)[]),
    id.argument,
    id.left,
  ];
  return parts.filter(isNode).flatMap((part) => boundNames(isNode(part.value) ? part.value : part));
}
