import { diffArrays } from 'diff';
import { type CodeToken, isSameCode, tokensIn } from './same-code.js';

/**
 * Returns the code of one module in the layout of another one, such as an older version of it.
 * Common parts keep the layout of the other module; the rest follows its indentation, quotes,
 * semicolons and commas. Returns the text itself if its code would change.
 */
export function adoptLayout(text: string, model: string): string {
  const [tokens, modelTokens] = [tokensIn(text), tokensIn(model)];
  const style = layoutStyle(model, modelTokens);
  const ownUnit = layoutStyle(text, tokens).unit;
  const pairs = matchingTokens(tokens, modelTokens);
  const parts = tokens.map((token, index) => {
    const pair = pairs.get(index);
    const counterpart = pair === undefined ? undefined : modelTokens[pair];
    const isBehindPair =
      index === 0 ? pair === 0 : pair !== undefined && pairs.get(index - 1) === pair - 1;
    const lead =
      counterpart && isBehindPair && bareLead(counterpart) === bareLead(token)
        ? counterpart.lead
        : leadInStyle(token, style, ownUnit);
    return lead + (counterpart?.source ?? sourceInStyle(token, style));
  });
  const result = parts.join('');
  return isSameCode(result, text) ? result : text;
}

interface LayoutStyle {
  /** One level of indentation. */
  unit: string;
  quote: string;
  hasSemicolons: boolean;
  hasTrailingCommas: boolean;
}

function layoutStyle(text: string, tokens: readonly CodeToken[]): LayoutStyle {
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

/** Returns the indices of tokens in the second list by their indices in the first list, for tokens that both have. */
function matchingTokens(
  tokens: readonly CodeToken[],
  modelTokens: readonly CodeToken[],
): ReadonlyMap<number, number> {
  const tokenWords = (list: readonly CodeToken[]) => list.map(({ word }) => word);
  const pairs = new Map<number, number>();
  let [index, modelIndex] = [0, 0];
  for (const { added, removed, value } of diffArrays(tokenWords(tokens), tokenWords(modelTokens))) {
    if (!added && !removed)
      for (let i = 0; i < value.length; i++) pairs.set(index + i, modelIndex + i);
    if (!added) index += value.length;
    if (!removed) modelIndex += value.length;
  }
  return pairs;
}

const bareLead = ({ lead }: CodeToken) => lead.replaceAll(/[\s;,|]/g, '');

const isClosing = ({ source }: CodeToken) => source === '}' || source === ']';

function leadInStyle(token: CodeToken, style: LayoutStyle, ownUnit: string): string {
  let lead = token.lead.replaceAll(/(?<=\n)[\t ]+/g, (margin) =>
    reindentedMargin(margin, style, ownUnit),
  );
  if (!style.hasSemicolons) lead = lead.replaceAll(/;(?=\s*\n|\s*$)/g, '');
  if (!style.hasTrailingCommas) {
    lead = lead.replaceAll(/,(?=\s*\n\s*\))/g, '');
    if (isClosing(token)) lead = lead.replace(/,(?=\s*\n\s*$)/, '');
  }
  return lead;
}

function reindentedMargin(margin: string, { unit }: LayoutStyle, ownUnit: string): string {
  const levels = Math.floor(margin.length / ownUnit.length);
  return unit.repeat(levels) + margin.slice(levels * ownUnit.length);
}

/** Returns a string literal with the quotes of the style, unless that needs an escape. */
function sourceInStyle({ source }: CodeToken, { quote }: LayoutStyle): string {
  const isString = /^(['"])[^'"\\]*\1$/.test(source);
  return isString ? quote + source.slice(1, -1) + quote : source;
}
