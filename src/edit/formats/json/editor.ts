import { define, isObject, type Json, type JsonObject } from '../../../model/json.js';
import { insertItem, type Item, javaScript as syntax, removeItem } from '../bracketed.js';
import { type Editor, remembering, type Splice } from '../editor.js';
import { indentOf, lineBreakOf, startsLine } from '../layout.js';
import { printInline, printJson } from './print.js';
import { keyOf, listOf, type Node, nodeAt, treeOf, valueOf } from './tree.js';

/** JSON; with `comments`, JSON with comments and trailing commas. */
export function jsonEditor(comments: boolean): Editor {
  const tree = remembering((text: string) => treeOf(text, comments));
  return {
    parse(text) {
      const root = tree(text);
      return root && valueOf(root);
    },

    insert(text, path, key, value) {
      const root = tree(text);
      if (!root) return [wholeDocument(text, key ?? '', value)];
      const list = listOf(nodeAt(root, path));
      const lineBreak = lineBreakOf(text);
      const unit = unitOf(text, root, list.items[0]?.start, list.open);
      const head = key === null ? '' : `${JSON.stringify(key)}: `;
      const item: Item = {
        block: (indent) => head + printJson(value, unit).replaceAll('\n', lineBreak + indent),
        inline: () => head + printInline(value),
      };
      return [insertItem(text, list, item, { lineBreak, unit }, syntax)];
    },

    remove(text, path, key) {
      const node = nodeAt(tree(text), path);
      const index =
        node.type === 'array'
          ? Number(key)
          : (node.children ?? []).findIndex((child) => keyOf(child) === key);
      return removeItem(text, listOf(node), index, syntax);
    },

    set(text, path, value) {
      const root = tree(text);
      const node = nodeAt(root, path);
      const { open: start, close, items } = listOf(node);
      const end = close + 1;
      if (!text.slice(start, end).includes('\n') && !isObject(value))
        return [{ start, end, text: printInline(value) }];
      const unit = unitOf(text, root, items[0]?.start, start);
      const margin = lineBreakOf(text) + indentOf(text, start);
      return [{ start, end, text: printJson(value, unit).replaceAll('\n', margin) }];
    },
  };
}

/** Behind the comments of a document that has no value. */
function wholeDocument(text: string, key: string, value: Json): Splice {
  const lineBreak = lineBreakOf(text);
  const object: JsonObject = {};
  define(object, key, value);
  const gap = text === '' || text.endsWith('\n') ? '' : lineBreak;
  const body = printJson(object, '  ').replaceAll('\n', lineBreak);
  return { start: text.length, end: text.length, text: gap + body + lineBreak };
}

/** One level of indentation: that of the list, else that of the document. */
function unitOf(text: string, root: Node | undefined, first: number | undefined, open: number) {
  if (first !== undefined && startsLine(text, first)) {
    const outer = indentOf(text, open);
    const inner = indentOf(text, first);
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
  }
  const top = root?.children?.[0]?.offset;
  return (top !== undefined && startsLine(text, top) && indentOf(text, top)) || '  ';
}
