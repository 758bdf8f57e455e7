import { type Document, isMap, isNode, isScalar, type Node, Pair, parseDocument } from 'yaml';
import type { Json, JsonPath } from '../../model/json.js';
import { lineOf } from '../lines.js';
import type { Language } from './language.js';
import { Refusal, syntaxError } from './refusal.js';

/** Enough for people; an alias bomb needs more. */
const MOST_ALIASES = 100;

/** Comments, quotes and blank lines stay; white space may change. */
export const yaml: Language = {
  parse: (text) => documentIn(text).toJS({ maxAliasCount: MOST_ALIASES }) as Json,

  set: (text, path, value) => withNode(text, path, documentIn(text).createNode(value)),

  remove(text, path) {
    const document = documentIn(text);
    return document.deleteIn(path) ? printed(document, text) : text;
  },
};

/** @throws Refusal */
function documentIn(text: string): Document {
  const document = parseDocument(text, { prettyErrors: false });
  const error = document.errors[0] ?? document.warnings[0];
  if (error?.code === 'MULTIPLE_DOCS')
    throw new Refusal('unsupported', 'Files with several YAML documents are not supported.');
  if (error) throw syntaxError(error.message, lineOf(text, error.pos[0]));
  return document;
}

/**
 * A text with another value at a path, or with a new one below the others.
 * @param above the key that a new one comes below, where it is there
 */
export function withNode(text: string, path: JsonPath, node: Node, above?: string): string {
  const document = documentIn(text);
  const parent: unknown = document.getIn(path.slice(0, -1), true);
  if (!isMap(parent) || document.hasIn(path)) {
    const was: unknown = document.getIn(path, true);
    if (isNode(was) && was.comment) node.comment = was.comment;
    document.setIn(path, node);
    return printed(document, text);
  }
  const key = document.createNode(path.at(-1));
  const second = parent.items[1]?.key;
  if (isNode(second) && second.spaceBefore) key.spaceBefore = true;
  const index = parent.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === above);
  if (parent.items.length === 0) parent.flow = false;
  parent.items.splice(index < 0 ? parent.items.length : index + 1, 0, new Pair(key, node));
  return printed(document, text);
}

/** In the layout of a text, as far as the library has options for it. */
function printed(document: Document, text: string): string {
  const [, indent = '  '] = /^( {1,8})[^\s#]/m.exec(text) ?? [];
  const changed = document.toString({
    lineWidth: 0,
    indent: indent.length,
    // Dashes below the first letter of their key.
    indentSeq: !/^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n\1- /m.test(text),
    flowCollectionPadding: !/[[{](?=[^\s\]}])/.test(text),
    // YAML 1.1 has more words that are no texts.
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
  });
  return text.includes('\r\n') ? changed.replaceAll('\n', '\r\n') : changed;
}
