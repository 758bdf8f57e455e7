import { createRequire } from 'node:module';
import type * as TsMorph from 'ts-morph';

// As an ES module it takes half as long again: Node would first search ten megabytes for the names they export.
const tsMorph = createRequire(import.meta.url)('ts-morph') as typeof TsMorph; // what that package exports

export const { Node, ts } = tsMorph;

const project = new tsMorph.Project({
  useInMemoryFileSystem: true,
  skipLoadingLibFiles: true,
  skipFileDependencyResolution: true,
});
let parsed = 0;

/** The syntax tree of a module: for places in its text only. What is written is spliced into the text. */
export const parseModule = (text: string): TsMorph.SourceFile =>
  project.createSourceFile(`module-${parsed++}.ts`, text);

/** The object a JSON text holds; undefined where it holds something else, or is no JSON. */
export function parseJsonObject(text: string): TsMorph.ObjectLiteralExpression | undefined {
  const file = project.createSourceFile(`document-${parsed++}.json`, text);
  if (syntaxErrors(file).length > 0) return undefined;
  const [statement] = file.getStatements();
  const value = Node.isExpressionStatement(statement) ? statement.getExpression() : undefined;
  return Node.isObjectLiteralExpression(value) ? value : undefined;
}

/** What the parser could not read, in the order of the text. */
export function syntaxErrors(file: TsMorph.SourceFile): { start: number; message: string }[] {
  // Every source file has its errors; only the type does not say so. A program that tells them takes longer than the parser.
  const { parseDiagnostics } = file.compilerNode as unknown as {
    parseDiagnostics: readonly TsMorph.ts.DiagnosticWithLocation[];
  };
  return parseDiagnostics.map(({ start, messageText }) => ({
    start,
    message: ts.flattenDiagnosticMessageText(messageText, ' '),
  }));
}

/** The expression itself, without parentheses, `as`, `satisfies` and `!` around it. */
export function bare(node: TsMorph.Node): TsMorph.Node {
  const wrapped =
    Node.isAsExpression(node) ||
    Node.isSatisfiesExpression(node) ||
    Node.isParenthesizedExpression(node) ||
    Node.isNonNullExpression(node);
  return wrapped ? bare(node.getExpression()) : node;
}
