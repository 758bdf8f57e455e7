import { parseDocument } from 'yaml';

/**
 * YAML without its syntax error, where only one thing can be meant: tabs are spaces, and of two equal lines one is enough.
 * @param at where the error is
 */
export const repairedYaml = (text: string, at: number): string | undefined =>
  withSpaces(text) ?? withoutRepeated(text, at);

function withSpaces(text: string): string | undefined {
  if (!/^ *\t/m.test(text)) return undefined;
  const texts = [2, 4, 8]
    .map((width) => text.replaceAll(/^[ \t]+/gm, (indent) => spaces(indent, width)))
    .filter(isYaml);
  const values = new Set(texts.map((one) => JSON.stringify(parseDocument(one))));
  return values.size === 1 ? texts[0] : undefined;
}

const spaces = (indent: string, width: number) => indent.replaceAll('\t', ' '.repeat(width));

/** Without the second of two equal lines in one mapping. */
function withoutRepeated(text: string, at: number): string | undefined {
  const lines = text.split('\n');
  const index = text.slice(0, at).split('\n').length - 1;
  const line = lines[index] ?? '';
  const indent = line.search(/\S/);
  for (let before = index - 1; before >= 0; before--) {
    const other = lines[before] ?? '';
    if (other.trim() !== '' && other.search(/\S/) < indent) return undefined;
    if (other !== line) continue;
    const without = lines.toSpliced(index, 1).join('\n');
    return isYaml(without) ? without : undefined;
  }
  return undefined;
}

const isYaml = (text: string) => parseDocument(text, { prettyErrors: false }).errors.length === 0;
