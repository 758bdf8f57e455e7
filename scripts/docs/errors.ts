import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { exitCodes } from '../../src/model/errors/cli-error.js';
import { page, section, table } from '../site/markdown.js';

interface Failure {
  code: string;
  message: string;
  hint: string;
  exit: string;
}

/** Of failures without another. */
const EXIT = '2';

/** Every error that the commands report, from the functions that make them. */
export function errorsPage(root: string): string {
  const folder = join(root, 'src', 'model', 'errors');
  const failures = readdirSync(folder)
    .flatMap((name) => failuresIn(join(folder, name)))
    .toSorted((one, other) => (one.code < other.code ? -1 : 1));
  const codes = new Map(failures.map((failure) => [failure.code, failure]));
  return page(
    'Errors and exit codes',
    'With `--json`, an error is printed with its code, which does not change, the command to run next, and the link to its place here: `{ "error": { "code", "message", "hint", "next", "doc" } }`.',
    section('Exit codes', table(['exit code', 'meaning'], Object.entries(exitCodes))),
    ...[...codes.values()].map(({ code: name, message, hint, exit }) =>
      section(name, `> ${message}`, hint, exit === EXIT ? '' : `Exit code ${exit}.`),
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
      const [first, message, hint, options] = node.arguments ?? [];
      if (first && message && ts.isStringLiteral(first)) {
        found.push({
          code: first.text,
          message: textOf(message),
          hint: hint ? textOf(hint) : '',
          exit: exitOf(options) ?? EXIT,
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Returns the exit code that the options of an error state. */
const exitOf = (options: ts.Expression | undefined): string | undefined =>
  options && ts.isObjectLiteralExpression(options)
    ? options.properties
        .filter(ts.isPropertyAssignment)
        .find(({ name }) => name.getText() === 'exit')
        ?.initializer.getText()
    : undefined;

/** What varies is "…"; a choice is its alternatives. */
function textOf(node: ts.Expression): string {
  if (ts.isParenthesizedExpression(node)) return textOf(node.expression);
  if (ts.isConditionalExpression(node))
    return `${textOf(node.whenTrue)} / ${textOf(node.whenFalse)}`;
  if (ts.isStringLiteralLike(node)) return escaped(node.text);
  if (!ts.isTemplateExpression(node)) return '…';
  return node.templateSpans.reduce(
    (text, { literal }) => `${text}…${escaped(literal.text)}`,
    escaped(node.head.text),
  );
}

/** Text, not Markdown. */
const escaped = (text: string) => text.replaceAll(/[*_<>[\]\\`|#]/g, String.raw`\$&`);
