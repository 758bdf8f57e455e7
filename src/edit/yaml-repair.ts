import { parseDocument } from 'yaml';
import { lineOf } from './lines.js';

/** A text with a colon that YAML takes for one of a mapping. */
const UNQUOTED = /^(\s*([\w-]+): +)([A-Za-z0-9][^#]*: [^#]*?)(\s*)$/;

/** The header of a block of text. */
const BLOCK = /[|>][-+\d]*[ \t]*(?:#.*)?$/m;

/**
 * YAML without its syntax error, where only one thing can be meant: tabs are spaces, of two equal lines one is enough, a
 * known key is followed by a blank, a text with a colon has quotes, a line between two lines of one indentation has that,
 * too, and the line of a mapping is not indented like its entries.
 * @param at where the error is
 * @param isKey other words with a colon can be text
 */
export const repairedYaml = (
  text: string,
  at: number,
  isKey: (word: string) => boolean,
): string | undefined =>
  withSpaces(text) ?? withoutRepeated(text, at) ?? withLineCorrected(text, at, isKey);

/** In a block of text, tabs can be part of it. */
function withSpaces(text: string): string | undefined {
  if (!/^ *\t/m.test(text) || BLOCK.test(text)) return undefined;
  const texts = [2, 4, 8]
    .map((width) => text.replaceAll(/^[ \t]+/gm, (indent) => spaces(indent, width)))
    .filter((one) => content(one) !== undefined);
  return new Set(texts.map((one) => content(one))).size === 1 ? texts[0] : undefined;
}

const spaces = (indent: string, width: number) => indent.replaceAll('\t', ' '.repeat(width));

/** Without a line that stands there twice and adds nothing, with the lines below it where these stand there twice, too. */
function withoutRepeated(text: string, at: number): string | undefined {
  const lines = text.split('\n');
  const index = lineOf(text, at) - 1;
  const first = lines.indexOf(lines[index] ?? '');
  const end = blockEnd(lines, index);
  const isSame = lines.slice(index, end).every((line, offset) => lines[first + offset] === line);
  if (first === index || !isSame || blockEnd(lines, first) - first !== end - index)
    return undefined;
  const without = lines.toSpliced(index, end - index).join('\n');
  const found = content(without);
  return found !== undefined && found === content(text, false) ? without : undefined;
}

/** Below a line and those that are indented more. */
function blockEnd(lines: readonly string[], index: number): number {
  const indent = indentOf(lines[index]);
  const end = lines.findIndex((line, each) => each > index && indentOf(line) <= indent);
  return end < 0 ? lines.length : end;
}

const indentOf = (line = '') => line.length - line.trimStart().length;

/** `port:8710`, and a key that was moved: in the line of the error or beside it, where one such change is enough. */
function withLineCorrected(
  text: string,
  at: number,
  isKey: (word: string) => boolean,
): string | undefined {
  if (BLOCK.test(text)) return undefined;
  const lines = text.split('\n');
  const index = lineOf(text, at) - 1;
  const candidates = [index - 1, index, index + 1].flatMap((each) => {
    const [before, line = '', after] = [lines[each - 1], lines[each], lines[each + 1]];
    const [indent = ''] = /^ */.exec(before ?? '') ?? [];
    const isBetween =
      /^ *[\w-]+: +\S/.test(line) &&
      after?.startsWith(indent) &&
      !/^\s/.test(after.slice(indent.length));
    return [
      line.replace(/^\s*([\w-]+):(?=[\w'"])/, (found, word: string) =>
        isKey(word) ? `${found} ` : found,
      ),
      line.replace(UNQUOTED, (found, before: string, word: string, value: string, end: string) =>
        isKey(word) ? before + JSON.stringify(value) + end : found,
      ),
      ...(before !== undefined && isBetween ? [line.replace(/^ */, indent)] : []),
      ...headOutside(lines, each, isKey),
    ]
      .filter((changed) => changed !== line)
      .map((changed) => lines.with(each, changed).join('\n'));
  });
  const [found, another] = new Set(candidates.filter((each) => content(each) !== undefined));
  return another === undefined ? found : undefined;
}

/** The line of a mapping, indented like the entries of it, as the entry above that these would belong to. */
function headOutside(
  lines: readonly string[],
  index: number,
  isKey: (word: string) => boolean,
): string[] {
  const [, indent, word = ''] = /^( +)([\w-]+):\s*$/.exec(lines[index] ?? '') ?? [];
  const [, next] = /^( *)[\w-]+:/.exec(lines[index + 1] ?? '') ?? [];
  const above = lines
    .slice(0, index)
    .findLast((line) => /^ *[\w-]+:\s*$/.test(line) && indentOf(line) < (indent?.length ?? 0));
  const isHead = indent !== undefined && indent === next && !isKey(word);
  return isHead && above !== undefined
    ? [`${' '.repeat(indentOf(above))}${(lines[index] ?? '').trimStart()}`]
    : [];
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
