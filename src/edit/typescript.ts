import { createRequire } from 'node:module';
import type * as TsMorph from 'ts-morph';
import type { Node, ObjectLiteralExpression, SourceFile } from 'ts-morph';
import { textWidth } from '../model/text-width.js';
import { indentLines, lineEnd, lineStart, margin, splice, withoutItem } from './lines.js';
import { placeAmong } from './order.js';

/**
 * Loaded by what edits or compares code, and by nothing else: it takes longer than the rest of most runs. As an ES module
 * it would take half as long again: Node would first search ten megabytes for the names they export.
 */
const load = () => createRequire(import.meta.url)('ts-morph') as typeof TsMorph; // what that package exports

let loaded: { tsMorph: typeof TsMorph; project: TsMorph.Project } | undefined;
/** A file is looked at several times. */
let latest: SourceFile | undefined;

function tsMorph() {
  if (loaded) return loaded;
  const module = load();
  const project = new module.Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
  });
  loaded = { tsMorph: module, project };
  return loaded;
}

/** Modules that refer to each other. @param resolve paths without the slash at their beginning */
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

/** A module, for places in its text: what is written is spliced in, so that every other byte stays. */
export const parseTypeScript = (text: string): SourceFile =>
  latest?.getFullText() === text
    ? latest
    : (latest = tsMorph().project.createSourceFile('module.ts', text, { overwrite: true }));

/**
 * Adds `import './tools/get-room.js';` among imports of its kind, in the order they are in, or below all others. A module
 * that has it stays as it is.
 */
export function addImport(text: string, specifier: string): string {
  const module = parseTypeScript(text);
  const statement = `import '${specifier}';`;
  const imports = module.getImportDeclarations();
  const bare = imports.filter((each) => !each.getImportClause());
  const specifiers = bare.map((each) => each.getModuleSpecifierValue());
  if (specifiers.includes(specifier)) return text;
  const index = placeAmong(specifiers, specifier);
  const next = bare[index];
  const previous = bare[index - 1] ?? (next ? undefined : imports.at(-1));
  if (previous) {
    // A semicolon on a later line guards what follows it, such as `;[1, 2].forEach(…)`.
    const isGuard = /\n[ \t]*;$/.test(previous.getText());
    const end = endOf(isGuard ? previous.getModuleSpecifier() : previous);
    return splice(text, end, `\n${statement}`);
  }
  if (next) return splice(text, next.getStart(), `${statement}\n`);
  const [first] = module.getStatements();
  const block = `${statement}\n`;
  return first ? splice(text, withComments(first), `${block}\n`) : text + block;
}

/** Longer lines are broken. */
const WIDTH = 100;

/**
 * A module with a name more in `export const { tool } = defineProvider(…)`, behind those that are before it in `order`;
 * undefined without such a declaration, or for a name that is not in the order.
 */
export function withMember(
  text: string,
  call: string,
  name: string,
  order: readonly string[],
): string | undefined {
  const { Node } = tsMorph().tsMorph;
  const before = order.slice(0, Math.max(0, order.indexOf(name)));
  for (const declaration of parseTypeScript(text).getVariableDeclarations()) {
    const value = declaration.getInitializer();
    const names = declaration.getNameNode();
    if (!Node.isCallExpression(value) || value.getExpression().getText() !== call) continue;
    if (!Node.isObjectBindingPattern(names)) continue;
    const last = names.getElements().findLast((each) => before.includes(each.getName()));
    if (!last) return undefined;
    const added = splice(text, last.getEnd(), `, ${name}`);
    const moved = added.length - text.length;
    const begin = lineStart(text, declaration.getStart());
    const line = added.slice(begin, lineEnd(added, value.getStart() + moved));
    if (textWidth(line) <= WIDTH || line.includes('\n')) return added;
    const equals = names.getEnd() + moved;
    const indented = indentLines(value.getText(), '  ', '  ').trimStart();
    const start = splice(`${added.slice(0, equals)} =`, equals + 2, '\n  ');
    return start + indented + text.slice(value.getEnd());
  }
  return undefined;
}

/**
 * Adds a property to an object literal, as its last one. A module whose object has it stays as it is.
 * @param source of the value, indented by two spaces a level
 */
export function addProperty(object: ObjectLiteralExpression, name: string, source: string): string {
  if (propertyOf(object, name)) return object.getSourceFile().getFullText();
  return withProperty(object, `${propertyKey(name)}: ${source}`);
}

/** The key of a property, with quotes where it is no identifier. */
export const propertyKey = (name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;

/** Takes a property out of an object literal; comments around it stay. */
export function removeProperty(property: Node): string {
  const { CommaToken } = compiler().SyntaxKind;
  const text = property.getSourceFile().getFullText();
  const [start, end] = [property.getStart(), property.getEnd()];
  const before = property.getPreviousSiblingIfKind(CommaToken)?.getStart();
  // One that a comment follows stays: it may be the last.
  const isClose = before !== undefined && /^[ \t]*$/.test(text.slice(before + 1, start));
  const after = property.getNextSiblingIfKind(CommaToken)?.getStart();
  return withoutItem(text, start, end, after ?? (isClose ? before : undefined));
}

/** The last property of that name. */
export const propertyOf = (object: ObjectLiteralExpression, name: string): Node | undefined =>
  object.getProperties().findLast((each) => keyOf(each) === name);

/** The name of a property, without quotes; undefined for spreads and computed keys. */
export function keyOf(property: Node): string | undefined {
  const { Node } = tsMorph().tsMorph;
  if (!Node.hasName(property)) return undefined;
  const key = property.getNameNode();
  const name = Node.isComputedPropertyName(key) ? key.getExpression() : key;
  if (Node.isStringLiteral(name)) return name.getLiteralText();
  return name === key ? key.getText() : undefined;
}

/** The value of a property, as it is written; of `{ name }`, the name. */
export function valueOf(property: Node | undefined): Node | undefined {
  const { Node } = tsMorph().tsMorph;
  if (Node.isPropertyAssignment(property)) return property.getInitializer();
  return Node.isShorthandPropertyAssignment(property) ? property.getNameNode() : undefined;
}

/** Whether a property is written `{ name }`. */
export const isShorthand = (property: Node): boolean =>
  property.isKind(compiler().SyntaxKind.ShorthandPropertyAssignment);

/** The expression of a value: without `as`, `satisfies` and parentheses, and that of a constant for its name. */
export function innerExpression(value: Node | undefined, depth = 0): Node | undefined {
  const { Node } = tsMorph().tsMorph;
  if (depth > 10) return undefined; // constants that refer to each other
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

/** What a name stands for that is declared as a constant of the module. */
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
      .filter((each) => each.getDeclarationKind() === VariableDeclarationKind.Const)
      .flatMap((each) => each.getDeclarations())
      .flatMap((each) => {
        const value = each.getInitializer();
        return value ? [[each.getName(), value] as const] : [];
      }),
  );
}

/** An object literal, also one that a constant of the module holds. */
export const objectIn = (value: Node | undefined): ObjectLiteralExpression | undefined =>
  innerExpression(value)?.asKind(compiler().SyntaxKind.ObjectLiteralExpression);

/** The arguments of each call of a function. */
export const argumentsOf = (module: SourceFile, name: string): Node[][] =>
  module
    .getDescendantsOfKind(compiler().SyntaxKind.CallExpression)
    .filter((call) => call.getExpression().getText() === name)
    .map((call) => call.getArguments());

/** The module with one more property at the end of an object, on a line of its own where the others or the new one are. */
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
  const below =
    splice(text.slice(0, end), end, `\n${indentLines(property, inner, unit)},\n${outer}`) +
    text.slice(close);
  const withComma = hasComma ? below : splice(below, last.getEnd(), ',');
  // A space stands behind the bracket.
  return isOneLine && last ? splice(withComma, open, `\n${inner.slice(1)}`) : withComma;
}

/** Behind a node and the comments in the rest of its line. */
const endOf = (node: Node): number =>
  node.getTrailingCommentRanges().at(-1)?.getEnd() ?? node.getEnd();

/** Where a statement begins with the comments that stand on it; a blank line keeps a comment apart. */
function withComments(statement: Node): number {
  const text = statement.getSourceFile().getFullText();
  let start = statement.getStart();
  for (const comment of statement.getLeadingCommentRanges().toReversed())
    if (!/\n[ \t\r]*\n/.test(text.slice(comment.getEnd(), start))) start = comment.getPos();
  return start;
}

/** The white space that the line of a node begins with. */
export const marginOf = (node: Node): string =>
  margin(node.getSourceFile().getFullText(), node.getStart());

/** Removes `import './tools/get-room.js';` or `export * from './tools/get-room.js';`. */
export function removeImport(text: string, specifier: string): string {
  const module = parseTypeScript(text);
  const bare = [
    ...module.getImportDeclarations().filter((each) => !each.getImportClause()),
    ...module.getExportDeclarations().filter((each) => each.isNamespaceExport()),
  ];
  const found = bare.find((each) => each.getModuleSpecifierValue() === specifier);
  if (!found) return text;
  const rest = text.slice(found.getEnd());
  return text.slice(0, found.getStart()) + rest.replace(/^[ \t]*\r?\n/, '');
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
