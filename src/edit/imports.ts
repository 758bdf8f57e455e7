import type { Node } from 'ts-morph';
import { compiler, EXPLANATION, parseTypeScript, removeProperty } from './typescript.js';

/** Removes `import './tools/get-room.js';`, and the explanation of such imports with the last one. */
export function removeImport(text: string, specifier: string): string {
  const bare = parseTypeScript(text)
    .getImportDeclarations()
    .filter((each) => !each.getImportClause());
  const found = bare.find((each) => each.getModuleSpecifierValue() === specifier);
  if (!found) return text;
  const above = text.slice(0, found.getStart());
  const isExplained =
    bare.length === 1 && /(?:^|\n)[^\n]*\r?\n$/.exec(above)?.[0].trim() === EXPLANATION;
  const start = isExplained ? above.lastIndexOf(EXPLANATION) : above.length;
  const rest = text.slice(found.getEnd());
  return (
    text.slice(0, start) + rest.replace(isExplained ? /^(?:[ \t]*\r?\n){1,2}/ : /^[ \t]*\r?\n/, '')
  );
}

/** A module without those of its named imports that nothing uses, among `names`. */
export function withoutUnusedImports(text: string, names: ReadonlySet<string>): string {
  const module = parseTypeScript(text);
  const { Identifier } = compiler().SyntaxKind;
  const written = module.getDescendantsOfKind(Identifier).map((each) => each.getText());
  const isUnused = (node: Node) =>
    names.has(node.getText()) &&
    written.indexOf(node.getText()) === written.lastIndexOf(node.getText());
  for (const declaration of module.getImportDeclarations()) {
    const imported = declaration.getNamedImports();
    const unused = imported.find((each) => isUnused(each));
    if (!unused) continue;
    if (imported.length > 1 || declaration.getDefaultImport())
      return withoutUnusedImports(removeProperty(unused), names);
    const rest = text.slice(declaration.getEnd()).replace(/^[ \t]*\r?\n/, '');
    return withoutUnusedImports(text.slice(0, declaration.getStart()) + rest, names);
  }
  return text;
}
