import { createRequire } from 'node:module';
import type * as TsMorph from 'ts-morph';
import type { ArrayLiteralExpression, Node, ObjectLiteralExpression, SourceFile } from 'ts-morph';
import { textWidth } from '../model/text/text-width.js';
import { indentLines, lineEnd, lineStart, marginAt, removeItem, splice } from './lines.js';
import { propertyKey, withProperty } from './property.js';

/**
 * Loads ts-morph, only for code that edits or compares modules, because loading takes longer than
 * the rest of most runs. Importing it as an ES module would take half as long again: Node.js would
 * search ten megabytes for export names.
 */
const load = () => createRequire(import.meta.url)('ts-morph') as typeof TsMorph; // the exports of that package

let loadedModule: { tsMorph: typeof TsMorph; project: TsMorph.Project } | undefined;
/** The module that was parsed last, because a file is parsed several times. */
let latestSourceFile: SourceFile | undefined;

function tsMorph() {
  if (loadedModule) return loadedModule;
  const module = load();
  const project = new module.Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
  });
  loadedModule = { tsMorph: module, project };
  return loadedModule;
}

/** Returns a project for modules that refer to each other. @param resolve paths without the leading slash */
export function emptyProject(
  resolve: (importer: string, specifier: string) => string | undefined,
): TsMorph.Project {
  const { Project, ts } = tsMorph().tsMorph;
  return new Project({
    resolutionHost: () => ({
      resolveModuleNames: (names, importer) =>
        names.map((name) => {
          const path = resolve(importer.slice(1), name);
          return path === undefined ? undefined : { resolvedFileName: `/${path}` };
        }),
    }),
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: {
      noLib: true,
      allowJs: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
    },
  });
}

export const compiler = () => tsMorph().tsMorph.ts;

/** Parses a module for its positions. Edits are spliced into the text, so that every other byte stays. */
export const parseTypeScript = (text: string): SourceFile =>
  latestSourceFile?.getFullText() === text
    ? latestSourceFile
    : (latestSourceFile = tsMorph().project.createSourceFile('module.ts', text, {
        overwrite: true,
      }));

/** Maximum length; longer lines are broken. */
const WIDTH = 100;

/**
 * Returns a module with one more name in `export const { tool } = defineProvider(…)`, after those
 * that precede it in `order`. Undefined if there is no such declaration, or if the name is not in
 * the order.
 */
export function withMember(
  text: string,
  call: string,
  name: string,
  order: readonly string[],
): string | undefined {
  const { Node } = tsMorph().tsMorph;
  const precedingNames = order.slice(0, Math.max(0, order.indexOf(name)));
  for (const declaration of parseTypeScript(text).getVariableDeclarations()) {
    const value = declaration.getInitializer();
    const names = declaration.getNameNode();
    if (!Node.isCallExpression(value) || value.getExpression().getText() !== call) continue;
    if (!Node.isObjectBindingPattern(names)) continue;
    const last = names
      .getElements()
      .findLast((element) => precedingNames.includes(element.getName()));
    if (!last) return undefined;
    const textWithName = splice(text, last.getEnd(), `, ${name}`);
    const lengthDifference = textWithName.length - text.length;
    const begin = lineStart(text, declaration.getStart());
    const line = textWithName.slice(
      begin,
      lineEnd(textWithName, value.getStart() + lengthDifference),
    );
    if (textWidth(line) <= WIDTH || line.includes('\n')) return textWithName;
    const equals = names.getEnd() + lengthDifference;
    const indentedValue = indentLines(value.getText(), '  ', '  ').trimStart();
    const start = splice(`${textWithName.slice(0, equals)} =`, equals + 2, '\n  ');
    return start + indentedValue + text.slice(value.getEnd());
  }
  return undefined;
}

/**
 * Adds a property to an object literal, as its last one. A module whose object has it stays as it
 * is.
 * @param source of the value, indented by two spaces per level
 */
export function addProperty(object: ObjectLiteralExpression, name: string, source: string): string {
  if (objectProperty(object, name)) return object.getSourceFile().getFullText();
  return withItem(object, object.getProperties(), `${propertyKey(name)}: ${source}`);
}

/** Returns the edit that gives a property another key; `{ text }` becomes `{ query: text }`. */
export function keyEdit(
  property: Node,
  name: string,
): { start: number; end: number; text: string } {
  const { Node } = tsMorph().tsMorph;
  const key = Node.isPropertyAssignment(property) ? property.getNameNode() : property;
  const text = key === property ? `${propertyKey(name)}: ${key.getText()}` : propertyKey(name);
  return { start: key.getStart(), end: key.getEnd(), text };
}

/** Removes a property from an object literal; comments around it stay. */
export function removeProperty(property: Node): string {
  const { CommaToken } = compiler().SyntaxKind;
  const text = property.getSourceFile().getFullText();
  const [start, end] = [property.getStart(), property.getEnd()];
  const commaBefore = property.getPreviousSiblingIfKind(CommaToken)?.getStart();
  // A comma that a comment follows stays, because it may be the last one.
  const isAdjacent =
    commaBefore !== undefined && /^[ \t]*$/.test(text.slice(commaBefore + 1, start));
  const commaAfter = property.getNextSiblingIfKind(CommaToken)?.getStart();
  return removeItem(text, start, end, commaAfter ?? (isAdjacent ? commaBefore : undefined));
}

/** Returns the last property of this name. */
export const objectProperty = (object: ObjectLiteralExpression, name: string): Node | undefined =>
  object.getProperties().findLast((property) => propertyName(property) === name);

/** Returns the name of a property without quotes; undefined for spreads and computed keys. */
export function propertyName(property: Node): string | undefined {
  const { Node } = tsMorph().tsMorph;
  if (!Node.hasName(property)) return undefined;
  const key = property.getNameNode();
  const name = Node.isComputedPropertyName(key) ? key.getExpression() : key;
  if (Node.isStringLiteral(name)) return name.getLiteralText();
  return name === key ? key.getText() : undefined;
}

/** Returns the value of a property as written; for `{ name }`, the name. */
export function propertyValue(property: Node | undefined): Node | undefined {
  const { Node } = tsMorph().tsMorph;
  if (Node.isPropertyAssignment(property)) return property.getInitializer();
  return Node.isShorthandPropertyAssignment(property) ? property.getNameNode() : undefined;
}

/** Returns whether a property has the form `{ name }`. */
export const isShorthand = (property: Node): boolean =>
  property.isKind(compiler().SyntaxKind.ShorthandPropertyAssignment);

/**
 * Returns the expression of a value, without `as`, `satisfies` and parentheses; for the name of a
 * constant, the expression of its value.
 */
export function innerExpression(value: Node | undefined, depth = 0): Node | undefined {
  const { Node } = tsMorph().tsMorph;
  if (depth > 10) return undefined; // constants refer to each other
  if (
    Node.isAsExpression(value) ||
    Node.isSatisfiesExpression(value) ||
    Node.isParenthesizedExpression(value)
  )
    return innerExpression(value.getExpression(), depth + 1);
  return Node.isIdentifier(value)
    ? innerExpression(constantNamed(value.getSourceFile(), value.getText()), depth + 1)
    : value;
}

/** Returns the value of a constant of the module. */
function constantNamed(module: SourceFile, name: string): Node | undefined {
  const { VariableDeclarationKind } = tsMorph().tsMorph;
  const declaration = module.getVariableDeclaration(name);
  const isConstant =
    declaration?.getVariableStatement()?.getDeclarationKind() === VariableDeclarationKind.Const;
  return isConstant ? declaration.getInitializer() : undefined;
}

/** Returns the values of the constants of a module, by name. */
export function moduleConstants(module: SourceFile): ReadonlyMap<string, Node> {
  const { VariableDeclarationKind } = tsMorph().tsMorph;
  return new Map(
    module
      .getVariableStatements()
      .filter((statement) => statement.getDeclarationKind() === VariableDeclarationKind.Const)
      .flatMap((statement) => statement.getDeclarations())
      .flatMap((declaration) => {
        const value = declaration.getInitializer();
        return value ? [[declaration.getName(), value] as const] : [];
      }),
  );
}

/** Returns the object literal that a value is, or that is the value of a constant of the module. */
export const objectIn = (value: Node | undefined): ObjectLiteralExpression | undefined =>
  innerExpression(value)?.asKind(compiler().SyntaxKind.ObjectLiteralExpression);

/** Returns the arguments of each call of a function. */
export const callArguments = (module: SourceFile, name: string): Node[][] =>
  module
    .getDescendantsOfKind(compiler().SyntaxKind.CallExpression)
    .filter((call) => call.getExpression().getText() === name)
    .map((call) => call.getArguments());

/** Returns the module with one more element at the end of a list. @param source indented by two spaces per level */
export const withElement = (list: ArrayLiteralExpression, source: string): string =>
  withItem(list, list.getElements(), source);

/** Returns the module with one more item before a closing bracket. */
function withItem(holder: Node, items: readonly Node[], source: string): string {
  const last = items.at(-1);
  const place = {
    open: holder.getStart() + 1,
    close: holder.getEnd() - 1,
    last: last && {
      start: last.getStart(),
      end: last.getEnd(),
      hasComma: last.getNextSiblingIfKind(compiler().SyntaxKind.CommaToken) !== undefined,
    },
  };
  return withProperty(holder.getSourceFile().getFullText(), place, source);
}

/** Returns the white space at the beginning of a node's line. */
export const lineMargin = (node: Node): string =>
  marginAt(node.getSourceFile().getFullText(), node.getStart());

/** Removes `import './tools/get-room.js';` or `export * from './tools/get-room.js';`. */
export function removeImport(text: string, specifier: string): string {
  const module = parseTypeScript(text);
  const candidates = [
    ...module.getImportDeclarations().filter((declaration) => !declaration.getImportClause()),
    ...module.getExportDeclarations().filter((declaration) => declaration.isNamespaceExport()),
  ];
  const match = candidates.find((candidate) => candidate.getModuleSpecifierValue() === specifier);
  if (!match) return text;
  const rest = text.slice(match.getEnd());
  return text.slice(0, match.getStart()) + rest.replace(/^[ \t]*\r?\n/, '');
}

/** Returns a module without unused named imports among `names`. */
export function withoutUnusedImports(text: string, names: ReadonlySet<string>): string {
  const module = parseTypeScript(text);
  const { Identifier } = compiler().SyntaxKind;
  const identifierTexts = module
    .getDescendantsOfKind(Identifier)
    .map((identifier) => identifier.getText());
  const isUnused = (node: Node) =>
    names.has(node.getText()) &&
    identifierTexts.indexOf(node.getText()) === identifierTexts.lastIndexOf(node.getText());
  for (const declaration of module.getImportDeclarations()) {
    const importedNames = declaration.getNamedImports();
    const unusedImport = importedNames.find((importedName) => isUnused(importedName));
    if (!unusedImport) continue;
    if (importedNames.length > 1 || declaration.getDefaultImport())
      return withoutUnusedImports(removeProperty(unusedImport), names);
    const rest = text.slice(declaration.getEnd()).replace(/^[ \t]*\r?\n/, '');
    return withoutUnusedImports(text.slice(0, declaration.getStart()) + rest, names);
  }
  return text;
}
