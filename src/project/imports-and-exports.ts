import type { Export, Import } from '../model/module.js';
import { sourceRange, type TextFile } from '../model/source-range.js';
import { boundNames, isNode, type SyntaxNode } from './syntax-node.js';

const TYPE_ONLY = /^(?:import|export)\s+(?:type|declare)\b/;

/** Returns what an import declaration imports; nothing for other statements. */
export function importsOf(statement: SyntaxNode, file: TextFile): Import[] {
  if (statement.type !== 'ImportDeclaration') return [];
  const [source, specifiers] = [statement.source as SyntaxNode, nodesOf(statement.specifiers)];
  const isTypeOnly = startsTypeOnly(file, statement, specifiers[0]);
  const bindings: (SyntaxNode | undefined)[] = specifiers.length === 0 ? [undefined] : specifiers;
  return bindings.map((binding) => ({
    specifier: String(source.value),
    name: binding && importedName(binding),
    local: nameIn(binding?.local),
    typeOnly: isTypeOnly || (binding !== undefined && hasTypeModifier(binding, binding.imported)),
    dynamic: false,
    range: sourceRange(file, source.start, source.end),
  }));
}

function importedName({ type, imported }: SyntaxNode): string | undefined {
  if (type === 'ImportDefaultSpecifier') return 'default';
  return type === 'ImportNamespaceSpecifier' ? '*' : nameIn(imported);
}

/** Returns what a statement exports; nothing for `export =`, and for statements that are no exports. */
export function exportsOf(statement: SyntaxNode, file: TextFile): Export[] {
  const { declaration, exported, source } = statement;
  const specifier = isNode(source) ? String(source.value) : undefined;
  const rangeOf = ({ start, end }: SyntaxNode) => sourceRange(file, start, end);
  switch (statement.type) {
    case 'ExportAllDeclaration': {
      const [name, typeOnly] = [nameIn(exported) ?? '*', startsTypeOnly(file, statement, source)];
      const range = rangeOf(isNode(exported) ? exported : statement);
      return [{ name, local: '*', specifier, typeOnly, range }];
    }
    case 'ExportDefaultDeclaration': {
      const start = file.text.indexOf('default', statement.start);
      const { type, id } = declaration as SyntaxNode;
      return [
        {
          name: 'default',
          local: nameIn(type === 'Identifier' ? declaration : id),
          specifier,
          typeOnly: isTypeDeclaration(type),
          range: sourceRange(file, start, start + 'default'.length),
        },
      ];
    }
    case 'ExportNamedDeclaration':
      return isNode(declaration)
        ? declaredExports(statement, declaration, file)
        : namedExports(statement, specifier, file);
    default:
      return [];
  }
}

function namedExports(
  statement: SyntaxNode,
  specifier: string | undefined,
  file: TextFile,
): Export[] {
  const specifiers = nodesOf(statement.specifiers);
  const isTypeOnly = startsTypeOnly(file, statement, specifiers[0]);
  return specifiers.map((node) => {
    const exported = node.exported as SyntaxNode;
    return {
      name: nameIn(exported) ?? '',
      local: nameIn(node.local),
      specifier,
      typeOnly: isTypeOnly || hasTypeModifier(node, node.local),
      range: sourceRange(file, exported.start, exported.end),
    };
  });
}

function declaredExports(
  statement: SyntaxNode,
  { type, id, declarations }: SyntaxNode,
  file: TextFile,
): Export[] {
  const patterns = declarations === undefined ? [id] : nodesOf(declarations).map(({ id }) => id);
  const names = patterns.filter(isNode).flatMap(boundNames);
  const typeOnly = isTypeDeclaration(type) || startsTypeOnly(file, statement, names[0]);
  return names.map((node) => {
    const name = nameIn(node) ?? '';
    // The parser includes the type annotation in an identifier.
    const range = sourceRange(file, node.start, node.start + name.length);
    return { name, local: name, specifier: undefined, typeOnly, range };
  });
}

const nodesOf = (value: unknown) => value as SyntaxNode[];

/** Returns the name of an identifier, or of a string literal that is used as one. */
function nameIn(node: unknown): string | undefined {
  const text = isNode(node) ? (node.name ?? node.value) : undefined;
  return typeof text === 'string' ? text : undefined;
}

const isTypeDeclaration = (type: string) =>
  type === 'TSInterfaceDeclaration' || type === 'TSTypeAliasDeclaration';

/** Reads the text before the first name, because a tree without types does not have the modifier. */
const startsTypeOnly = (file: TextFile, { start }: SyntaxNode, firstName: unknown) =>
  isNode(firstName) && TYPE_ONLY.test(file.text.slice(start, firstName.start));

/** Returns whether a specifier is `type X`. */
const hasTypeModifier = ({ start }: SyntaxNode, firstName: unknown) =>
  isNode(firstName) && start < firstName.start;

/** Marks the exports of names that are imported as types: `import type { A } from 'a'; export { A };`. */
export function markExportedTypes(facts: { imports: Import[]; exports: Export[] }): void {
  const types = new Set<string | undefined>();
  for (const { local, typeOnly } of facts.imports) if (typeOnly) types.add(local);
  if (types.size === 0) return;
  facts.exports.forEach((entry, index) => {
    if (entry.specifier === undefined && types.has(entry.local))
      facts.exports[index] = { ...entry, typeOnly: true };
  });
}
