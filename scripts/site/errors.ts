import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { code, page, table } from './markdown.js';

interface Failure {
  code: string;
  message: string;
}

/** Every error that the commands report, from the functions that make them. */
export function errorsPage(root: string): string {
  const folder = join(root, 'src', 'model', 'errors');
  const failures = readdirSync(folder)
    .flatMap((name) => failuresIn(join(folder, name)))
    .toSorted((one, other) => (one.code < other.code ? -1 : 1));
  const codes = new Map(failures.map((failure) => [failure.code, failure]));
  return page(
    'Errors',
    'With `--json`, an error is printed with these codes, which do not change: `{ "error": { "code", "message", "hint" } }`.',
    table(
      ['code', 'message'],
      [...codes.values()].map((failure) => [code(failure.code), failure.message]),
    ),
  );
}

function failuresIn(path: string): Failure[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: Failure[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'CliError') {
      const [first, message] = node.arguments ?? [];
      if (first && message && ts.isStringLiteral(first)) {
        found.push({ code: first.text, message: textOf(message) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What varies is "…". */
function textOf(node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return '…';
  return node.templateSpans.reduce(
    (text, { literal }) => `${text}…${literal.text}`,
    node.head.text,
  );
}
