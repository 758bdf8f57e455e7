import { parseDocument } from 'yaml';

/** The header of a block of text. */
const BLOCK = /[|>][-+\d]*[ \t]*(?:#.*)?$/m;

/**
 * YAML without its syntax error, where only one thing can be meant: tabs are spaces, and of two equal lines one is enough.
 * @param at where the error is
 */
export const repairedYaml = (text: string, at: number): string | undefined =>
  withSpaces(text) ?? withoutRepeated(text, at);

/** In a block of text, tabs can be part of it. */
function withSpaces(text: string): string | undefined {
  if (!/^ *\t/m.test(text) || BLOCK.test(text)) return undefined;
  const texts = [2, 4, 8]
    .map((width) => text.replaceAll(/^[ \t]+/gm, (indent) => spaces(indent, width)))
    .filter((one) => content(one) !== undefined);
  return new Set(texts.map((one) => content(one))).size === 1 ? texts[0] : undefined;
}

const spaces = (indent: string, width: number) => indent.replaceAll('\t', ' '.repeat(width));

/** Without a line that stands there twice and adds nothing: what follows it can belong to it. */
function withoutRepeated(text: string, at: number): string | undefined {
  const lines = text.split('\n');
  const index = text.slice(0, at).split('\n').length - 1;
  if (lines.indexOf(lines[index] ?? '') === index) return undefined;
  const without = lines.toSpliced(index, 1).join('\n');
  const found = content(without);
  return found !== undefined && found === content(text, false) ? without : undefined;
}

/** What the text says, where it is YAML. Without unique keys, the last one counts. */
function content(text: string, uniqueKeys = true): string | undefined {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys });
  if (document.errors.length > 0) return undefined;
  try {
    return JSON.stringify(document);
  } catch {
    // Aliases without an anchor, or too many.
    return undefined;
  }
}
