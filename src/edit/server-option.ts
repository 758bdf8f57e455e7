import { styleOf } from './code-style.js';
import { insertItem, listOf } from './list.js';
import { parseModule } from './syntax.js';
import { property } from './values.js';

/**
 * Adds an option to the only call of `runServer` in a module; a call that has it stays as it is. Undefined where there
 * is no such call, or where its options are not an object literal.
 * @param value source, with strings in single quotes
 */
export function addServerOption(text: string, name: string, value: string): string | undefined {
  const tree = parseModule(text);
  const calls = tree.nodes.flatMap((node) =>
    node.type === 'CallExpression' &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'runServer'
      ? [node]
      : [],
  );
  const [call, another] = calls;
  const [options] = call?.arguments ?? [];
  if (another || options?.type !== 'ObjectExpression') return undefined;
  if (property(options, name)) return text;
  return insertItem(
    text,
    listOf(options),
    `${name}: ${value.replaceAll("'", styleOf(tree).quote)}`,
  );
}
