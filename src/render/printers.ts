import { call, jsonCode, jsonEntries, objectOnLines, pair } from '../codegen/print/code.js';
import { LINE_WIDTH, printCode } from '../codegen/print/layout.js';
import { jsonLiteral, str } from '../codegen/print/text-literal.js';
import { alignTable } from '../model/text/aligned-table.js';

/**
 * User text enters a template only through a printer, which is named after the language of its
 * place. Each printer accepts any text and returns exactly one token of that language.
 */
export const printers = {
  /** A TypeScript string literal. */
  str,
  /** Returns `key: 'text',` of an object literal that is indented by `column`; a long text is on the next line. */
  property(key: string, text: string, column: number): string {
    return `${printCode(pair(key, str(text)), ' '.repeat(column))},`;
  },
  /** Returns the entries of an object literal that is indented by `column`, one per line; values are JSON. */
  entries(value: object, column: number): string {
    const source = printCode(objectOnLines(jsonEntries(value)), ' '.repeat(column - 2));
    return source.split('\n').slice(1, -1).join('\n');
  },
  /** Returns a statement that ends with a call with the provider's name and objects of JSON values. */
  providerCall(start: string, name: string, provider: string, objects: readonly object[]): string {
    const value = call(name, [str(provider), ...objects.map(jsonCode)]);
    return `${start}${printCode(value, start)};`;
  },
  /** Returns a JSON value in the layout of Prettier. */
  json: (value: unknown) => json(value).trimEnd(),
  /** Returns a text within a `#` or `//` comment: one line. */
  comment: (text: string) => oneLine(text),
  /** Returns a YAML scalar (YAML 1.2 section 7.3). */
  yaml(text: string): string {
    if (/^[A-Za-z][\w ./-]*[\w./-]$/.test(text) && !YAML_WORDS.has(text.toLowerCase())) return text;
    if (/^https?:\/\/[\w./:@%~-]+[\w/]$/.test(text)) return text;
    const isPlain = /^[ -~\u00a1-\ud7ff\ue000-\ufefe\uff00-\uffef]*$/.test(text);
    if (isPlain && !INVISIBLE.test(text) && !text.includes("'")) return `'${text}'`;
    // Before a line break, parsers that fold lines drop a space that is not escaped.
    return JSON.stringify(text)
      .replace(/ (?=\\n)/g, '\\ ')
      .replace(INVISIBLE_CHARACTERS, yamlEscape);
  },
  md: (text: string) => escapeMarkdown(oneLine(text)),
  /** Returns a Markdown table (GFM) with columns as wide as their longest cell; cells are already Markdown. */
  mdTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const cells = [head, ...rows].map((row) => row.map((cell) => cell.replace(/\|/g, '\\|')));
    return alignTable(cells).join('\n');
  },
  /** Returns source that other printers have created. */
  code: (source: string) => source,
};

const YAML_WORDS = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0\ufffe\uffff]/u;
const INVISIBLE_CHARACTERS = new RegExp(INVISIBLE, 'gu');

/** Returns an escape sequence of YAML 1.2 section 5.7. */
function yamlEscape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}

/**
 * Line ends, control characters and invisible format characters, except joiners, which emoji and
 * several scripts need.
 */
const UNPRINTABLE = /(?:(?![\u200c\u200d])[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+/gu;

const oneLine = (text: string) => text.replace(UNPRINTABLE, ' ').trim();

/** Returns Markdown text; code in backticks stays. */
const escapeMarkdown = (text: string) =>
  text
    .replace(/`[^`]+`|[\\`*_[\]<]|&(?=#?\w+;)/g, (match) =>
      match.length > 1 ? match : `\\${match}`,
    )
    .replace(/^[#>+~=-]/, '\\$&')
    .replace(/^(\d+)(?=[.)])/, '$1\\');

/** Returns JSON in the layout of Prettier: objects expanded, lists of simple values on one line if they fit. */
function json(value: unknown): string {
  return `${print(value, '', 0)}\n`;
}

/** @param usedColumns columns used on the first line @param margin indentation of the following lines */
function print(value: unknown, margin: string, usedColumns: number): string {
  const inner = `${margin}  `;
  if (Array.isArray(value)) {
    const singleLine = `[${value.map((item) => jsonLiteral(item)).join(', ')}]`;
    const hasOnlyScalars = value.every((item) => typeof item !== 'object' || item === null);
    if (hasOnlyScalars && usedColumns + singleLine.length < LINE_WIDTH) return singleLine;
    return block(
      '[',
      value.map((item) => print(item, inner, inner.length)),
      ']',
      margin,
    );
  }
  if (typeof value !== 'object' || value === null) return jsonLiteral(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => {
      const name = `${jsonLiteral(key)}: `;
      return name + print(member, inner, inner.length + name.length);
    });
  return members.length === 0 ? '{}' : block('{', members, '}', margin);
}

const block = (open: string, items: string[], close: string, margin: string) =>
  `${open}\n${items.map((item) => `${margin}  ${item}`).join(',\n')}\n${margin}${close}`;
