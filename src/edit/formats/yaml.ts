import { type Document, isCollection, isNode, parseDocument } from 'yaml';
import type { Json } from '../../model/json.js';
import { lineOf } from '../lines.js';
import type { Language } from './language.js';
import { Refusal, syntaxError } from './refusal.js';

/** Enough for people; an alias bomb needs more. */
const MOST_ALIASES = 100;

export const yaml: Language = {
  parse: (text) => documentIn(text).toJS({ maxAliasCount: MOST_ALIASES }) as Json,

  set(text, path, value) {
    const document = documentIn(text);
    const parent: unknown = document.getIn(path.slice(0, -1), true);
    // Lines of its own for the first entry, as for the others.
    if (isCollection(parent) && parent.items.length === 0) parent.flow = false;
    const before: unknown = document.getIn(path, true);
    const node = document.createNode(value);
    if (isNode(before)) node.comment = before.comment ?? null;
    document.setIn(path, node);
    return printed(document, text);
  },

  remove(text, path) {
    const document = documentIn(text);
    document.deleteIn(path);
    return printed(document, text);
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

/** Line ends of Unicode, and characters that people do not see. */
const UNSEEN = /[\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A document in the layout of the text that it comes from, as far as the library has options for it. */
export function printed(document: Document, text: string): string {
  const [, indent = '  '] = /^( {1,8})[^\s#]/m.exec(text) ?? [];
  const layout = document.toString({
    lineWidth: 0,
    indent: indent.length,
    // Dashes below the first letter of their key.
    indentSeq: !/^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n\1- /m.test(text),
    flowCollectionPadding: !/[[{](?=[^\s\]}])/.test(text),
    // YAML 1.1 has more words that are no texts.
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
  });
  // The library writes what a text had as an escape.
  const result = layout.replace(UNSEEN, (each) =>
    text.includes(each) ? each : `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return text.includes('\r\n') ? result.replaceAll('\n', '\r\n') : result;
}
