import type { View } from '../../model/ui.js';
import { SHOWN, type Outcome, type Report } from './evaluate.js';

/** A line of numbers, then a line for each sentence whose tool is not first. */
export function reportText({ hits, tokens, outcomes, ...report }: Report, { paint }: View): string {
  const sentences = report.sentences === 1 ? '1 sentence' : `${report.sentences} sentences`;
  const shares = [
    ['first', hits.at1],
    ['among three', hits.at3],
    ['among five', hits.at5],
  ].map(([where, share]) => `${where} ${Math.round(Number(share) * 100)} %`);
  return [
    paint.bold(`${sentences}, ${report.tools} tools: ${shares.join(', ')}`),
    `Definitions: about ${tokens.all.toLocaleString('en')} tokens for all tools, ${tokens.searched.toLocaleString('en')} for five of them.`,
    ...outcomes.flatMap((outcome) => {
      const text = outcomeText(outcome);
      return text === undefined ? [] : [isFailure(outcome) ? paint.red(text) : text];
    }),
  ].join('\n');
}

/** Whether a model with a search is not shown what the sentence means, or is shown something forbidden first. */
const isFailure = ({ expect, rank, forbidden }: Outcome): boolean =>
  forbidden.length > 0 || (expect.length > 0 && (rank === null || rank > SHOWN));

function outcomeText({ ask, expect, rank, first, forbidden, wordsForFirst }: Outcome) {
  const [expected] = expect;
  const isHit = expected === undefined || rank === 1;
  if (isHit && forbidden.length === 0) return undefined;
  const because = wordsForFirst.length > 0 ? ` (${wordsForFirst.join(', ')})` : '';
  return [
    `- ${JSON.stringify(ask[0])}`,
    ...(isHit ? [] : [`${expected} is ${rank === null ? 'not found' : `number ${rank}`}`]),
    ...(isHit || first === null ? [] : [`first is ${first}${because}`]),
    ...(forbidden.length > 0 ? [`forbidden: ${forbidden.join(', ')}`] : []),
  ].join('; ');
}
