import {
  applyEdits,
  createScanner,
  findNodeAtLocation,
  type ModificationOptions,
  modify,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { defineMember, type Json, type JsonObject, type JsonPath } from '../../model/json.js';
import { lineEnd, lineNumber, lineStart, marginAt, removeItem, splice } from '../lines.js';
import type { Language } from './language.js';
import { syntaxError } from './refusal.js';

/** Returns JSON; with `comments`, JSON with comments and trailing commas. */
export const json = (comments: boolean): Language => ({
  parse(text) {
    const errors: ParseError[] = [];
    const tree = parseTree(text, errors, {
      disallowComments: !comments,
      allowTrailingComma: comments,
      allowEmptyContent: true,
    });
    const [error] = errors;
    if (error) throw syntaxError(errorWords(error), lineNumber(text, error.offset));
    return tree && nodeValue(tree);
  },

  set(text, path, value) {
    const withNewLines = withLinesBelow(text, path, value);
    if (withNewLines !== undefined) return withNewLines;
    const changedText = applyEdits(text, modify(text, [...path], value, insertion(text)));
    return text === '' ? `${changedText}\n` : changedText;
  },

  remove(text, path) {
    const tree = parseTree(text, [], { allowTrailingComma: true });
    const value = tree && findNodeAtLocation(tree, [...path]);
    const item = value?.parent?.type === 'property' ? value.parent : value;
    return item ? withoutNode(text, item) : text;
  },
});

/**
 * Returns the text with a new member on lines below that of the opening brace, so that a comment
 * stays after the brace. Undefined if the member exists, or if the first member is not on a line of
 * its own.
 */
function withLinesBelow(text: string, path: JsonPath, value: Json): string | undefined {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const object = tree && findNodeAtLocation(tree, path.slice(0, -1));
  const [first] = object?.children ?? [];
  const key = path.at(-1);
  if (!object || !first || typeof key !== 'string') return undefined;
  if (findNodeAtLocation(tree, [...path])) return undefined;
  const end = lineEnd(text, object.offset);
  const textAfterBrace = text.slice(object.offset + 1, end);
  const start = lineStart(text, first.offset);
  const isBelow = /^\s*(\/\/.*|\/\*((?!\*\/).)*\*\/\s*)?$/.test(textAfterBrace) && start > end;
  if (!isBelow || text.slice(start, first.offset).trim() !== '') return undefined;
  const { formattingOptions: { insertSpaces = true, tabSize = 2 } = {} } = insertion(text);
  const unit = insertSpaces ? ' '.repeat(tabSize) : '\t';
  const lines = JSON.stringify({ [key]: value }, null, unit)
    .split('\n')
    .slice(1, -1);
  const indentedLines = lines
    .map((line) => marginAt(text, first.offset) + line.slice(unit.length))
    .join('\n');
  return splice(text, end, `\n${indentedLines},`);
}

/** Returns options that indent inserted text like the file. */
export function insertion(text: string): ModificationOptions {
  const [, margin = '  '] = /\n([ \t]+)\S/.exec(text) ?? [];
  const insertSpaces = !margin.startsWith('\t');
  const formattingOptions = {
    insertSpaces,
    tabSize: insertSpaces ? margin.length : 1,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  // Inserted first, because otherwise the library would reformat the line of another entry, which
  // is slow for a line of megabytes.
  const getInsertionIndex = () => 0;
  // A text on one line stays on one line.
  const isPrinted =
    text.trim().length < 3 || (/\n./.test(text.trim()) && !/[^\n]{10000}/.test(text));
  return { getInsertionIndex, ...(isPrinted && { formattingOptions }) };
}

/** Returns the text without an item. Unlike with `modify`, comments around the item stay. */
function withoutNode(text: string, { offset, length, parent }: Node): string {
  const previousItem = parent?.children?.findLast((sibling) => sibling.offset < offset);
  const comma =
    commaAfter(text, offset + length) ??
    (previousItem && commaAfter(text, previousItem.offset + previousItem.length));
  return removeItem(text, offset, offset + length, comma);
}

/** Returns the offset of the comma after an item and comments; undefined if there is none. */
function commaAfter(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const tokenOffset = scanner.getTokenOffset();
  return text[tokenOffset] === ',' ? tokenOffset : undefined;
}

/** Returns the words of an error code: `CommaExpected` becomes `comma expected`. */
function errorWords({ error }: ParseError): string {
  const code = printParseErrorCode(error);
  return code === 'InvalidCommentToken'
    ? 'comments are not allowed in JSON'
    : code.replace(/(?<=.)[A-Z]/g, ' $&').toLowerCase();
}

/** Returns the value of a node. Unlike in `getNodeValue`, a key `__proto__` is an own key. */
function nodeValue(node: Node): Json {
  if (node.type === 'array') return (node.children ?? []).map(nodeValue);
  if (node.type !== 'object') return node.value as Json; // a scalar
  const object: JsonObject = {};
  for (const { children: [key, value] = [] } of node.children ?? [])
    if (key && value) defineMember(object, String(key.value), nodeValue(value));
  return object;
}
