import type { SourceFile, Statement } from 'ts-morph';
import { styleOf } from './code-style.js';
import { linesAbove } from './lines.js';
import type { Part, Registrar } from './part.js';
import { relativeSpecifier } from './specifier.js';
import { insertStatement } from './statements.js';

/** What the file of a new provider says above its parts. */
const EXPLANATION =
  '// Each import registers one part of the provider; a file that is not listed is not served.';

/** Imports the part in a file that names none yet: below its imports, or else above all it does. */
export function registerFirst(
  text: string,
  tree: SourceFile,
  part: Part,
  { file }: Registrar,
): string | undefined {
  const { quote, semicolons } = styleOf(tree);
  const specifier = relativeSpecifier(file, part.path) + endingIn(tree);
  const statement = `import ${quote}${specifier}${quote}${semicolons ? ';' : ''}`;
  const imports = tree.getImportDeclarations();
  if (imports.length > 0) {
    const spans = imports.map((node) => ({ start: node.getStart(), end: node.getEnd() }));
    return insertStatement(text, spans, statement, spans.length);
  }
  const [first] = tree.getStatements();
  return first && linesAbove(text, startOf(first, text), `${EXPLANATION}\n${statement}\n`);
}

/** With the comments that stand on it; a blank line keeps a comment apart. */
function startOf(statement: Statement, text: string): number {
  const comments = statement
    .getLeadingCommentRanges()
    .map((range) => [range.getPos(), range.getEnd()] as const);
  return comments.reduceRight(
    (start, [from, to]) => (/\n\s*\n/.test(text.slice(to, start)) ? start : from),
    statement.getStart(),
  );
}

/** `.js`, or what else relative imports end in here. */
function endingIn(tree: SourceFile): string {
  const specifiers = [...tree.getImportDeclarations(), ...tree.getExportDeclarations()].map(
    (node) => node.getModuleSpecifierValue(),
  );
  const [relative] = specifiers.filter((each) => each?.startsWith('.'));
  return relative === undefined ? '.js' : (/\.[cm]?[jt]sx?$/.exec(relative)?.[0] ?? '');
}
