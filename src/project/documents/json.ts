import { parseExpression } from '@babel/parser';
import type { Node } from '@babel/types';
import type { Problem } from '../../model/facts.js';
import type { DataEntry, DataNode } from '../../model/project.js';
import { span } from '../facts/collector.js';
import { problem, readable } from '../facts/problem.js';
import { type Parsed, repeatedKeys } from './data.js';

/** JSON with comments and trailing commas is an expression of JavaScript, so one parser reads both. */
export function parseJsonc(text: string): Parsed {
  const problems: Problem[] = [];
  const tree = readable(problems, text, () => parseExpression(text, { errorRecovery: true }));
  if (!tree) return { problems: problems.map(inWords), comments: [] };
  problems.push(...(tree.errors ?? []).map((error) => problem(error, text)));
  const root = readable(problems, text, () => dataNode(tree, problems));
  return { ...(root && { root }), problems, comments: (tree.comments ?? []).map(span) };
}

/** The parser's message names its own function where there is nothing at all. */
const inWords = (found: Problem): Problem =>
  found.message.includes('The input is empty')
    ? { ...found, message: 'A value is missing.' }
    : found;

/** RFC 8259: what JSONC allows beyond it is a problem, at its place where that is known. */
export function parseJson(text: string): Parsed {
  const parsed = parseJsonc(text);
  try {
    JSON.parse(text);
    return parsed;
  } catch (error) {
    if (parsed.problems.length > 0) return parsed;
    const [comment] = parsed.comments;
    const problems = comment
      ? [{ message: 'JSON has no comments.', ...comment }]
      : [{ message: reason(error), ...offsetIn(text, error) }];
    return { ...parsed, problems };
  }
}

const reason = (error: unknown) =>
  `Not JSON: ${error instanceof Error ? error.message.replace(/ in JSON at position.*$/s, '') : ''}.`;

function offsetIn(text: string, error: unknown) {
  const position =
    error instanceof Error ? / at position (\d+)/.exec(error.message)?.[1] : undefined;
  const start = Math.min(Number(position ?? 0), text.length);
  return { start, end: Math.min(start + 1, text.length) };
}

function dataNode(node: Node, problems: Problem[]): DataNode {
  const at = span(node);
  switch (node.type) {
    case 'ObjectExpression': {
      const entries = node.properties.flatMap((property) => entry(property, problems));
      for (const problem of repeatedKeys(entries)) problems.push(problem);
      return { is: 'map', start: at.start, end: at.end, entries };
    }
    case 'ArrayExpression': {
      const items = node.elements.flatMap((item) => (item ? [dataNode(item, problems)] : []));
      return { is: 'list', start: at.start, end: at.end, items };
    }
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return { is: 'scalar', start: at.start, end: at.end, value: node.value };
    case 'NullLiteral':
      return { is: 'scalar', start: at.start, end: at.end, value: null };
    case 'UnaryExpression':
      if (node.operator === '-' && node.argument.type === 'NumericLiteral') {
        return { is: 'scalar', start: at.start, end: at.end, value: -node.argument.value };
      }
      break;
    default:
  }
  problems.push({ message: 'This is not a JSON value.', ...at });
  return { is: 'scalar', start: at.start, end: at.end, value: null };
}

function entry(node: Node, problems: Problem[]): DataEntry[] {
  if (node.type === 'ObjectProperty' && !node.computed && node.key.type === 'StringLiteral') {
    const { start, end } = span(node.key);
    return [{ start, end, key: node.key.value, value: dataNode(node.value, problems) }];
  }
  problems.push({ message: 'This is not a JSON property.', ...span(node) });
  return [];
}
