import type { Node } from 'ts-morph';
import { compiler, constant, parseTypeScript } from './typescript.js';

/** Source whose names of constants were replaced by their values. */
export interface Inlined {
  source: string;
  /** The constants. */
  names: ReadonlySet<string>;
}

/** An expression with the values of the module's constants in place of their names. */
export function inlined(node: Node, depth = 0): Inlined {
  const { Identifier, ShorthandPropertyAssignment } = compiler().SyntaxKind;
  const names = new Set<string>();
  let source = node.getText();
  const inside = node.isKind(Identifier) ? [node] : node.getDescendantsOfKind(Identifier);
  for (const name of inside.toReversed()) {
    if (depth > 10) continue; // constants that refer to each other
    const value = isKey(name) ? undefined : constant(name);
    if (!value) continue;
    const its = inlined(value, depth + 1);
    for (const each of [name.getText(), ...its.names]) names.add(each);
    const isShorthand = name.getParentIfKind(ShorthandPropertyAssignment);
    const text = isShorthand ? `${name.getText()}: ${its.source}` : its.source;
    const start = name.getStart() - node.getStart();
    source = source.slice(0, start) + text + source.slice(start + name.getText().length);
  }
  return { source, names };
}

/** Of a property, or of a member that is read. */
function isKey(name: Node): boolean {
  const { PropertyAccessExpression, PropertyAssignment } = compiler().SyntaxKind;
  return (
    name.getParentIfKind(PropertyAssignment)?.getNameNode() === name ||
    name.getParentIfKind(PropertyAccessExpression)?.getNameNode() === name
  );
}

/** A module without those of its constants that nothing uses. */
export function withoutUnused(text: string, names: ReadonlySet<string>): string {
  const module = parseTypeScript(text);
  const used = module
    .getDescendantsOfKind(compiler().SyntaxKind.Identifier)
    .filter((each) => !isKey(each))
    .map((each) => each.getText());
  const unused = module.getVariableStatements().find((statement) => {
    const [only, another] = statement.getDeclarations();
    const name = only?.getName() ?? '';
    return !another && names.has(name) && used.indexOf(name) === used.lastIndexOf(name);
  });
  if (!unused) return text;
  const rest = text.slice(unused.getEnd()).replace(/^(?:\r?\n){1,2}/, '');
  return withoutUnused(text.slice(0, unused.getStart()) + rest, names);
}
