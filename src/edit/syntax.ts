import type { ParserOptions } from '@babel/parser';
import { parse, parseExpression } from '@babel/parser';
import type { Expression, Node, ObjectExpression, StringLiteral } from '@babel/types';
import type { Problem, Span } from '../model/facts.js';

/**
 * The syntax tree of a module: for places in its text only. What is written is spliced into the text. It comes from the
 * parser that has read the project already: another one would cost every run the time to load it.
 */
export interface Syntax {
  text: string;
  /** All nodes, each before those in it, in the order of the text. */
  nodes: readonly Node[];
  parent(node: Node): Node | undefined;
  /** Their texts. */
  comments: readonly string[];
  /** What the parser had to skip over. */
  errors: readonly Problem[];
}

const OPTIONS: ParserOptions = {
  sourceType: 'module',
  plugins: ['typescript', 'decorators-legacy', 'explicitResourceManagement'],
  errorRecovery: true,
  attachComment: false,
  // They count where an item of a list ends.
  createParenthesizedExpressions: true,
};

/** A file that is looked at for flaws is edited next. */
let latest: Syntax | undefined;

export function parseModule(text: string): Syntax {
  if (latest?.text !== text) latest = parsed(text);
  return latest;
}

/** Texts of the comments of a module, in the order of the text. */
export const commentsIn = (text: string): readonly string[] => parseModule(text).comments;

function parsed(text: string): Syntax {
  const parents = new Map<Node, Node>();
  const nodes: Node[] = [];
  const errors: Problem[] = [];
  const comments: string[] = [];
  const visit = (node: Node, parent?: Node) => {
    nodes.push(node);
    if (parent) parents.set(node, parent);
    for (const child of childrenOf(node)) visit(child, node);
  };
  try {
    const file = parse(text, OPTIONS);
    errors.push(...(file.errors ?? []).map(problem));
    comments.push(...(file.comments ?? []).map(({ value }) => value.trim()));
    visit(file.program);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    errors.push(problem(error));
  }
  return { text, nodes, comments, errors, parent: (node) => parents.get(node) };
}

/** The object a JSON text holds; undefined where it holds something else, or is no JSON. */
export function parseJsonObject(text: string): ObjectExpression | undefined {
  try {
    JSON.parse(text);
    const value: Expression = parseExpression(text, { attachComment: false });
    return value.type === 'ObjectExpression' ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export const spanOf = ({ start, end }: Node): Span => ({ start: start ?? 0, end: end ?? 0 });

/** Of a statement: a semicolon that begins a later line guards what follows it, such as `;[1, 2].forEach(…)`. */
export function statementSpan({ text }: Pick<Syntax, 'text'>, node: Node): Span {
  const { start, end } = spanOf(node);
  const isGuard = /\n[ \t]*;$/.test(text.slice(start, end));
  return isGuard
    ? { start, end: Math.max(...childrenOf(node).map((each) => spanOf(each).end)) }
    : { start, end };
}

export const textOf = ({ text }: Pick<Syntax, 'text'>, node: Node): string =>
  text.slice(spanOf(node).start, spanOf(node).end);

/** The specifier of an import, or of an export from elsewhere. */
export function sourceOf(node: Node): StringLiteral | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return node.source;
    case 'ExportNamedDeclaration':
      return node.source ?? undefined;
    default:
      return undefined;
  }
}

/** The expression itself, without parentheses, `as`, `satisfies` and `!` around it. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return bare(node.expression);
    default:
      return node;
  }
}

/** Nodes in a node, in the order of the text. */
function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter(isNode)
    .sort((one, other) => spanOf(one).start - spanOf(other).start);
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

/** Babel puts the position behind its message, and into `pos`. */
function problem(error: object): Problem {
  const { message = '', pos = 0 } = error as { message?: string; pos?: number }; // `ParseError` has both
  const start = pos;
  return { start, end: start, message: message.replace(/\.? \(\d+:\d+\)$/, '') };
}
