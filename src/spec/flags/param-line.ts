import { Misread, Scanner } from '../../model/scanner.js';
import { quote } from '../sentence.js';
import { type Param, readParam, writeConstant, writeParam } from './param.js';

/** A word of the line: blanks can stand in quotes, brackets and parentheses. */
const WORD = /(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]|\([^)]*\)|[^\s"[(])+/gy;

/**
 * Several arguments in one line, each as `--param` says it: `sku! quantity:integer=1 "How many" @query`. A description is
 * in quotes behind its argument.
 * @param known arguments that stay as they are where the line has their text: their schema may say more than it
 * @throws Misread
 */
export function readParams(line: string, known: readonly Param[] = []): Param[] {
  const texts = new Map(known.map((param) => [paramText(param), param]));
  const params: Param[] = [];
  let at = 0;
  const words: { at: number; text: string }[] = [];
  while (at < line.length) {
    at += /^\s*/.exec(line.slice(at))?.[0].length ?? 0;
    if (at === line.length) break;
    WORD.lastIndex = at;
    const text = WORD.exec(line)?.[0];
    if (text === undefined) throw new Misread(at, `The ${line.charAt(at)} has no end.`);
    words.push({ at, text });
    at += text.length;
  }
  for (let index = 0; index < words.length;) {
    const [first, ...more] = words.slice(index);
    if (!first) break;
    const length = more.findIndex(({ text }) => !/^["@]/.test(text));
    const lineWords = length < 0 ? more : more.slice(0, length);
    index += lineWords.length + 1;
    const param = oneParam(first, lineWords, texts);
    if (params.some(({ name }) => name === param.name))
      throw new Misread(first.at, `"${param.name}" occurs twice.`);
    params.push(param);
  }
  return params;
}

/** An answer that says that there are no arguments. */
export const NO_ARGUMENTS = 'none';

/** The arguments of an answer. @throws Misread whose sentence quotes the place */
export function readArguments(line: string, known: readonly Param[] = []): Param[] {
  if (line === NO_ARGUMENTS) return [];
  try {
    return readParams(line, known);
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    throw new Misread(error.at, `${error.says} (at ${quote(line.slice(error.at, error.at + 12))})`);
  }
}

function oneParam(
  first: { at: number; text: string },
  more: readonly { text: string }[],
  known: ReadonlyMap<string, Param>,
): Param {
  const place = more.find(({ text }) => text.startsWith('@'))?.text;
  const description = more.find(({ text }) => text.startsWith('"'))?.text.slice(1, -1);
  const bare = [first.text, ...(place === undefined ? [] : [place])].join(' ');
  const same = known.get(bare);
  if (same) {
    const { schema } = same;
    return description === undefined ? same : { ...same, schema: { ...schema, description } };
  }
  try {
    return readParam(
      new Scanner([bare, ...(description === undefined ? [] : [description])].join(' ')),
    );
  } catch (error) {
    throw error instanceof Misread ? new Misread(first.at + error.at, error.says) : error;
  }
}

/** An argument without its description; `object` where only JSON Schema can say its type. */
export function paramText(param: Param): string {
  const { name, schema, required, place, constant } = param;
  if (constant !== undefined) return writeConstant(param);
  const rest = { ...schema };
  delete rest.description;
  const written = writeParam(name, rest, required, place);
  const isList = schema.type === 'array';
  const text =
    written ??
    `${name}:object${isList ? '[]' : ''}${required ? '!' : ''}${place === undefined ? '' : ` @${place}`}`;
  return text.replace(/^([\w.-]+):string(?=[!=\s]|$)/, '$1');
}
