import { call, jsonCode, jsonEntries, objectOnLines, pair } from '../codegen/print/code.js';
import { printCode } from '../codegen/print/layout.js';
import { jsonLiteral, str } from '../codegen/print/text-literal.js';
import { alignedTable } from '../model/aligned-table.js';

/**
 * Text of users enters a template only through one of these, named in the template after the language it lands in.
 * Each is total: whatever goes in, what comes out is one token of that language.
 */
export const printers = {
  /** A TypeScript string literal. */
  str,
  /** `key: 'text',` of an object literal that is indented by `column`; long text goes to a line of its own. */
  property(key: string, text: string, column: number): string {
    return `${printCode(pair(key, str(text)), ' '.repeat(column))},`;
  },
  /** The entries of an object literal that is indented by `column`, one a line; values are JSON. */
  entries(value: object, column: number): string {
    const source = printCode(objectOnLines(jsonEntries(value)), ' '.repeat(column - 2));
    return source.split('\n').slice(1, -1).join('\n');
  },
  /** A statement that ends in a call with the provider's name and objects of JSON values. */
  providerCall(start: string, name: string, provider: string, objects: readonly object[]): string {
    const value = call(name, [str(provider), ...objects.map(jsonCode)]);
    return `${start}${printCode(value, start)};`;
  },
  /** A JSON value, laid out as Prettier does. */
  json: (value: unknown) => json(value).trimEnd(),
  /** Inside a `#` or `//` comment: one line. */
  comment: (text: string) => oneLine(text),
  /** A YAML scalar (YAML 1.2 section 7.3). */
  yaml(text: string): string {
    if (/^[A-Za-z][\w ./-]*[\w./-]$/.test(text) && !YAML_WORDS.has(text.toLowerCase())) return text;
    if (/^https?:\/\/[\w./:@%~-]+[\w/]$/.test(text)) return text;
    const plain = /^[ -~\u00a1-\ud7ff\ue000-\ufefe\uff00-\uffef]*$/.test(text);
    if (plain && !INVISIBLE.test(text) && !text.includes("'")) return `'${text}'`;
    return JSON.stringify(text).replace(EACH_INVISIBLE, yamlEscape);
  },
  md: (text: string) => escapeMarkdown(oneLine(text)),
  /** A Markdown table (GFM), with columns as wide as their longest cell; cells are Markdown already. */
  mdTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const cells = [head, ...rows].map((row) => row.map((cell) => cell.replace(/\|/g, '\\|')));
    return alignedTable(cells).join('\n');
  },
  /** Source that other printers have made. */
  code: (source: string) => source,
};

const YAML_WORDS = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0\ufffe\uffff]/u;
const EACH_INVISIBLE = new RegExp(INVISIBLE, 'gu');

/** YAML 1.2 section 5.7. */
function yamlEscape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}

/** Line ends, control characters and invisible format characters; joiners stay, emoji and several scripts need them. */
const UNPRINTABLE = /(?:(?![\u200c\u200d])[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+/gu;

const oneLine = (text: string) => text.replace(UNPRINTABLE, ' ').trim();

/** What is in backticks stays code. */
const escapeMarkdown = (text: string) =>
  text
    .replace(/`[^`]+`|[\\`*_[\]<]|&(?=#?\w+;)/g, (found) =>
      found.length > 1 ? found : `\\${found}`,
    )
    .replace(/^[#>+~=-]/, '\\$&')
    .replace(/^(\d+)(?=[.)])/, '$1\\');

/** JSON as Prettier lays it out: objects expanded, lists of plain values on one line where they fit. */
function json(value: unknown): string {
  return `${print(value, '', 0)}\n`;
}

const WIDTH = 100;

/** @param before columns taken on the first line @param margin indentation of the lines that follow */
function print(value: unknown, margin: string, before: number): string {
  const inner = `${margin}  `;
  if (Array.isArray(value)) {
    const flat = `[${value.map((item) => jsonLiteral(item)).join(', ')}]`;
    const plain = value.every((item) => typeof item !== 'object' || item === null);
    if (plain && before + flat.length < WIDTH) return flat;
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
