import { capitalized, snakeCase } from '../model/names.js';
import { oneLine } from './names.js';

/** Words after which "at" and "on" name the time of an event. */
const EVENTS = new Set(
  `accepted activated added approved archived assigned blocked cancelled canceled changed closed completed confirmed created
  deleted delivered disabled edited enabled finished imported invited issued locked modified opened ordered paid placed
  processed published read received refunded registered rejected removed resolved revoked scheduled seen sent shipped sold
  started updated verified`.split(/\s+/),
);
const VERBS = new Set(['begins', 'ends', 'expires', 'starts']);
/** Words that no name of a thing contains. */
const LINKS = new Set('at by for from has in is of on since till to until with'.split(' '));
const STATES = new Set('default hidden open private public'.split(' '));

/**
 * What a column without a comment contains, as far as its name tells: `ID of the customer.` A name that does not read as
 * words of a sentence stays as it is.
 */
export function columnText(name: string, label: string, isBoolean: boolean): string {
  const words = oneLine(snakeCase(name).replaceAll('_', ' '), 60).split(' ');
  const text = isBoolean
    ? stateText(words, label)
    : (eventText(words, label) ?? thingText(words, label));
  // Words contain ASCII letters only.
  return /^\p{ASCII}*$/u.test(name) && text !== undefined
    ? text
    : `Column "${oneLine(name, 60)}" of the ${label}.`;
}

function stateText(words: readonly string[], label: string): string | undefined {
  const [first = '', ...others] = words;
  const isVerb = others.length > 0 && ['is', 'has', 'can'].includes(first);
  const isState =
    others.length === 0 &&
    (EVENTS.has(first) || STATES.has(first) || /(ive|able|ible)$/.test(first));
  if (!isVerb && !isState) return undefined;
  return `Whether the ${label} ${isVerb ? '' : 'is '}${words.join(' ')}.`;
}

function eventText([event = '', link = '', ...others]: readonly string[], label: string) {
  if (others.length > 0 || !['at', 'on'].includes(link)) return undefined;
  if (VERBS.has(event)) return `When the ${label} ${event}.`;
  return EVENTS.has(event) ? `When the ${label} was ${event}.` : undefined;
}

function thingText(words: readonly string[], label: string): string | undefined {
  const last = words.at(-1) ?? '';
  if (EVENTS.has(last) || words.some((word) => LINKS.has(word) || VERBS.has(word)))
    return undefined;
  return `${capitalized(words.join(' ')).replace(/\bid\b/gi, 'ID')} of the ${label}.`;
}
