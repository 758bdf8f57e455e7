import { ScanError, Scanner } from '../../model/scanner.js';
import { quote } from '../sentence.js';
import { readParam, type ToolParam, writeConstant, writeParam } from './param.js';

/** A word of the line. Blanks are allowed in quotes, brackets and parentheses. */
const WORD = /(?<!\S)'[^']*'(?!\S)|(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]|\([^)]*\)|[^\s"[(])+/gy;

/**
 * Parses several arguments on one line, each in the syntax of `--param`: `sku! quantity:integer=1
 * "How many" @query`. A description in quotes follows its argument.
 * @param knownParams arguments that stay unchanged if the line contains their text, because their
 * schema may contain more
 * @throws ScanError
 */
export function readParams(line: string, knownParams: readonly ToolParam[] = []): ToolParam[] {
  const texts = new Map(knownParams.map((param) => [paramText(param), param]));
  const params: ToolParam[] = [];
  let offset = 0;
  const words: { at: number; text: string }[] = [];
  while (offset < line.length) {
    offset += /^\s*/.exec(line.slice(offset))?.[0].length ?? 0;
    if (offset === line.length) break;
    WORD.lastIndex = offset;
    const text = WORD.exec(line)?.[0];
    if (text === undefined) throw new ScanError(offset, `The ${line.charAt(offset)} has no end.`);
    words.push({ at: offset, text });
    offset += text.length;
  }
  for (let index = 0; index < words.length;) {
    const [first, ...followingWords] = words.slice(index);
    if (!first) break;
    const length = followingWords.findIndex(({ text }) => !/^["'@]/.test(text));
    const lineWords = length < 0 ? followingWords : followingWords.slice(0, length);
    index += lineWords.length + 1;
    const param = parseParam(first, lineWords, texts);
    if (params.some(({ name }) => name === param.name))
      throw new ScanError(first.at, `"${param.name}" occurs twice.`);
    params.push(param);
  }
  return params;
}

/** An answer that means no arguments. */
export const NO_ARGUMENTS = 'none';

/** Parses the arguments of an answer. @throws ScanError whose sentence quotes the place */
export function readArguments(line: string, knownParams: readonly ToolParam[] = []): ToolParam[] {
  if (line === NO_ARGUMENTS) return [];
  try {
    return readParams(line, knownParams);
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    throw new ScanError(
      error.at,
      `${error.sentence} (at ${quote(line.slice(error.at, error.at + 12))})`,
    );
  }
}

function parseParam(
  first: { at: number; text: string },
  followingWords: readonly { text: string }[],
  knownByText: ReadonlyMap<string, ToolParam>,
): ToolParam {
  const place = followingWords.find(({ text }) => text.startsWith('@'))?.text;
  const description = followingWords.find(({ text }) => /^["']/.test(text))?.text.slice(1, -1);
  const textWithoutDescription = [first.text, ...(place === undefined ? [] : [place])].join(' ');
  const knownParam = knownByText.get(textWithoutDescription);
  if (knownParam) {
    const { schema } = knownParam;
    return description === undefined
      ? knownParam
      : { ...knownParam, schema: { ...schema, description } };
  }
  try {
    return readParam(
      new Scanner(
        [textWithoutDescription, ...(description === undefined ? [] : [description])].join(' '),
      ),
    );
  } catch (error) {
    throw error instanceof ScanError ? new ScanError(first.at + error.at, error.sentence) : error;
  }
}

/** Returns the text of an argument without its description; the type is `object` if only JSON Schema can state it. */
export function paramText(param: ToolParam): string {
  const { name, schema, isRequired, place, constant } = param;
  if (constant !== undefined) return writeConstant(param);
  const rest = { ...schema };
  delete rest.description;
  const textOfParam = writeParam(name, rest, isRequired, place);
  const isList = schema.type === 'array';
  const text =
    textOfParam ??
    `${name}:object${isList ? '[]' : ''}${isRequired ? '!' : ''}${place === undefined ? '' : ` @${place}`}`;
  return text.replace(/^([\w.-]+):string(?=[!=\s]|$)/, '$1');
}
