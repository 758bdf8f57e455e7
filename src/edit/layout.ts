import { diffArrays } from 'diff';
import { isSameCode, type Token, tokensIn } from './same-code.js';

/**
 * The code of one module in the layout of another one, such as an older version of it: what both have is as it is there,
 * the rest follows its indentation, quotes, semicolons and commas. The text itself, where that would change its code.
 */
export function withLayoutOf(text: string, model: string): string {
  const [tokens, others] = [tokensIn(text), tokensIn(model)];
  const style = styleOf(model, others);
  const ownUnit = styleOf(text, tokens).unit;
  const pairs = pairsOf(tokens, others);
  const parts = tokens.map((token, at) => {
    const pair = pairs.get(at);
    const other = pair === undefined ? undefined : others[pair];
    const isBehindPair =
      at === 0 ? pair === 0 : pair !== undefined && pairs.get(at - 1) === pair - 1;
    const lead =
      other && isBehindPair && bareLead(other) === bareLead(token)
        ? other.lead
        : leadIn(token, style, ownUnit);
    return lead + (other?.source ?? sourceIn(token, style));
  });
  const result = parts.join('');
  return isSameCode(result, text) ? result : text;
}

/** What formatters decide. */
interface Style {
  /** One level of indentation. */
  unit: string;
  quote: string;
  hasSemicolons: boolean;
  hasTrailingCommas: boolean;
}

function styleOf(text: string, tokens: readonly Token[]): Style {
  const indent = /\n(\t| +)(?=[^\s*/])/.exec(text)?.[1];
  const count = (quote: string) => tokens.filter(({ source }) => source.startsWith(quote)).length;
  const ends = tokens.filter((token) => isClosing(token) && token.lead.includes('\n'));
  return {
    unit: indent ?? '  ',
    quote: count('"') > count("'") ? '"' : "'",
    hasSemicolons: tokens.length < 3 || tokens.some(({ lead }) => lead.includes(';')),
    hasTrailingCommas: ends.length === 0 || ends.some(({ lead }) => /,\s*\n\s*$/.test(lead)),
  };
}

/** Indexes of tokens of the second list by those of the first, where both have the same. */
function pairsOf(tokens: readonly Token[], others: readonly Token[]): ReadonlyMap<number, number> {
  const words = (list: readonly Token[]) => list.map(({ word }) => word);
  const pairs = new Map<number, number>();
  let [at, other] = [0, 0];
  for (const { added, removed, value } of diffArrays(words(tokens), words(others))) {
    if (!added && !removed) for (let i = 0; i < value.length; i++) pairs.set(at + i, other + i);
    if (!added) at += value.length;
    if (!removed) other += value.length;
  }
  return pairs;
}

const bareLead = ({ lead }: Token) => lead.replaceAll(/[\s;,|]/g, '');

const isClosing = ({ source }: Token) => source === '}' || source === ']';

function leadIn(token: Token, style: Style, ownUnit: string): string {
  let lead = token.lead.replaceAll(/(?<=\n)[\t ]+/g, (margin) =>
    reindented(margin, style, ownUnit),
  );
  if (!style.hasSemicolons) lead = lead.replaceAll(/;(?=\s*\n|\s*$)/g, '');
  if (!style.hasTrailingCommas) {
    lead = lead.replaceAll(/,(?=\s*\n\s*\))/g, '');
    if (isClosing(token)) lead = lead.replace(/,(?=\s*\n\s*$)/, '');
  }
  return lead;
}

function reindented(margin: string, { unit }: Style, ownUnit: string): string {
  const levels = Math.floor(margin.length / ownUnit.length);
  return unit.repeat(levels) + margin.slice(levels * ownUnit.length);
}

/** A string in other quotes, unless that needs an escape. */
function sourceIn({ source }: Token, { quote }: Style): string {
  const isString = /^(['"])[^'"\\]*\1$/.test(source);
  return isString ? quote + source.slice(1, -1) + quote : source;
}
