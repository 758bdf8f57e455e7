import { createRequire } from 'node:module';
import type * as TsMorph from 'ts-morph';
import type { Node, ObjectLiteralExpression, SourceFile } from 'ts-morph';
import { textWidth } from '../model/text-width.js';
import { indentLines, lineEnd, lineStart, marginAt, splice, withoutItem } from './lines.js';
import { placeAmong } from './order.js';

/**
 * Loads ts-morph, only for code that edits or compares modules, because loading takes longer than
 * the rest of most runs. Importing it as an ES module would take half as long again: Node.js would
 * search ten megabytes for export names.
 */
const load = () => createRequire(import.meta.url)('ts-morph') as typeof TsMorph; // default export

let loadedModule: { tsMorph: typeof TsMorph; project: TsMorph.Project } | undefined;
/** Cached modules, because a file is parsed several times. */
let latest: SourceFile | undefined;

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

/** A project for modules that refer to each other. @param resolve paths without the leading slash */
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
  latest?.getFullText() === text
    ? latest
    : (latest = tsMorph().project.createSourceFile('module.ts', text, { overwrite: true }));

/**
 * Adds `import './tools/get-room.js';` among imports of its kind, in their order, or after all
 * others. A module with this import stays as it is.
 */
export function addImport(text: string, specifier: string): string {
  const module = parseTypeScript(text);
  const statement = `import '${specifier}';`;
  const imports = module.getImportDeclarations();
  const sideEffectImports = imports.filter((declaration) => !declaration.getImportClause());
  const specifiers = sideEffectImports.map((declaration) => declaration.getModuleSpecifierValue());
  if (specifiers.includes(specifier)) return text;
  const index = placeAmong(specifiers, specifier);
  const nextImport = sideEffectImports[index];
  const previousImport = sideEffectImports[index - 1] ?? (nextImport ? undefined : imports.at(-1));
  if (previousImport) {
    // A semicolon on a later line protects the following statement, such as `;[1, 2].forEach(…)`.
    const isGuard = /\n[ \t]*;$/.test(previousImport.getText());
    const end = endOf(isGuard ? previousImport.getModuleSpecifier() : previousImport);
    return splice(text, end, `\n${statement}`);
  }
  if (nextImport) return splice(text, nextImport.getStart(), `${statement}\n`);
  const [first] = module.getStatements();
  const block = `${statement}\n`;
  return first ? splice(text, startWithComments(first), `${block}\n`) : text + block;
}

/** Maximum length; longer lines are broken. */
const WIDTH = 100;

/**
 * A module with one more name in `export const { tool } = defineProvider(…)`, after those that
 * precede it in `order`. Undefined if there is no such declaration, or if the name is not in the
 * order.
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
  if (propertyOf(object, name)) return object.getSourceFile().getFullText();
  return withProperty(object, `${propertyKey(name)}: ${source}`);
}

/** The key of a property, quoted if it is not an identifier. */
export const propertyKey = (name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;

/** Removes a property from an object literal; comments around it stay. */
export function removeProperty(property: Node): string {
  const { CommaToken } = compiler().SyntaxKind;
  const text = property.getSourceFile().getFullText();
  const [start, end] = [property.getStart(), property.getEnd()];
  const commaBefore = property.getPreviousSiblingIfKind(CommaToken)?.getStart();
  // A comma before a comment stays, because the property may be the last one.
  const isClose = commaBefore !== undefined && /^[ \t]*$/.test(text.slice(commaBefore + 1, start));
  const commaAfter = property.getNextSiblingIfKind(CommaToken)?.getStart();
  return withoutItem(text, start, end, commaAfter ?? (isClose ? commaBefore : undefined));
}

/** The last property of this name. */
export const propertyOf = (object: ObjectLiteralExpression, name: string): Node | undefined =>
  object.getProperties().findLast((property) => keyOf(property) === name);

/** The name of a property without quotes; undefined for spreads and computed keys. */
export function keyOf(property: Node): string | undefined {
  const { Node } = tsMorph().tsMorph;
  if (!Node.hasName(property)) return undefined;
  const key = property.getNameNode();
  const name = Node.isComputedPropertyName(key) ? key.getExpression() : key;
  if (Node.isStringLiteral(name)) return name.getLiteralText();
  return name === key ? key.getText() : undefined;
}

/** The value of a property as written; for `{ name }`, the name. */
export function valueOf(property: Node | undefined): Node | undefined {
  const { Node } = tsMorph().tsMorph;
  if (Node.isPropertyAssignment(property)) return property.getInitializer();
  return Node.isShorthandPropertyAssignment(property) ? property.getNameNode() : undefined;
}

/** Whether a property has the form `{ name }`. */
export const isShorthand = (property: Node): boolean =>
  property.isKind(compiler().SyntaxKind.ShorthandPropertyAssignment);

/**
 * The expression of a value, without `as`, `satisfies` and parentheses; for the name of a constant,
 * the expression of its value.
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

/** The value of a constant of the module. */
function constantNamed(module: SourceFile, name: string): Node | undefined {
  const { VariableDeclarationKind } = tsMorph().tsMorph;
  const declaration = module.getVariableDeclaration(name);
  const isConstant =
    declaration?.getVariableStatement()?.getDeclarationKind() === VariableDeclarationKind.Const;
  return isConstant ? declaration.getInitializer() : undefined;
}

/** The values of the constants of a module, by name. */
export function constantsOf(module: SourceFile): ReadonlyMap<string, Node> {
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

/** An object literal, or a constant of the module that contains one. */
export const objectIn = (value: Node | undefined): ObjectLiteralExpression | undefined =>
  innerExpression(value)?.asKind(compiler().SyntaxKind.ObjectLiteralExpression);

/** The arguments of each call of a function. */
export const argumentsOf = (module: SourceFile, name: string): Node[][] =>
  module
    .getDescendantsOfKind(compiler().SyntaxKind.CallExpression)
    .filter((call) => call.getExpression().getText() === name)
    .map((call) => call.getArguments());

/** The module with one more property at the end of an object, on a line of its own if the others or the new one are. */
function withProperty(object: ObjectLiteralExpression, property: string): string {
  const text = object.getSourceFile().getFullText();
  const last = object.getProperties().at(-1);
  const [open, close] = [object.getStart() + 1, object.getEnd() - 1];
  const isOneLine = !text.slice(open, close).includes('\n');
  if (last && isOneLine && !property.includes('\n'))
    return splice(text, last.getEnd(), `, ${property}`);
  const outer = marginOf(object);
  const unit = /^[ \t]*\t/m.test(text.slice(0, close)) ? '\t' : '  ';
  const inner = last && !isOneLine ? marginOf(last) : outer + unit;
  const hasComma = !last || last.getNextSiblingIfKind(compiler().SyntaxKind.CommaToken);
  const end = text.slice(0, close).trimEnd().length;
  const textBelow =
    splice(text.slice(0, end), end, `\n${indentLines(property, inner, unit)},\n${outer}`) +
    text.slice(close);
  const withComma = hasComma ? textBelow : splice(textBelow, last.getEnd(), ',');
  // A space follows the bracket.
  return isOneLine && last ? splice(withComma, open, `\n${inner.slice(1)}`) : withComma;
}

/** Offset after a node and the comments on the rest of its line. */
const endOf = (node: Node): number =>
  node.getTrailingCommentRanges().at(-1)?.getEnd() ?? node.getEnd();

/** Start of a statement including the comments directly above it; a blank line separates other comments. */
function startWithComments(statement: Node): number {
  const text = statement.getSourceFile().getFullText();
  let start = statement.getStart();
  for (const comment of statement.getLeadingCommentRanges().toReversed())
    if (!/\n[ \t\r]*\n/.test(text.slice(comment.getEnd(), start))) start = comment.getPos();
  return start;
}

/** The white space at the beginning of a node's line. */
export const marginOf = (node: Node): string =>
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

/** A module without unused named imports among `names`. */
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
