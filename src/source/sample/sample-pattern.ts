const CHARACTERS = Array.from(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890-_. /:@#+,;=!?%&*()[]{}<>|~^$\'"`\\é',
);

/** One character: a class, an escape, or itself. */
const ATOM =
  /\[(?:\\[^]|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Za-z]|[^])|[^]/uy;
const ASSERTION = /[\^$]|\\[bB]/y;
const GROUP = /\((?:\?(?::|<\w+>))?/y;
const LOOK_AROUND = /\(\?<?[=!]/y;
const QUANTIFIER = /(?:[?*+]|\{\d+(?:,\d*)?\})\??/y;
const MAX_LENGTH = 1000;

/**
 * Texts made after a regular expression, the likeliest first. Not all of them match: of alternatives the first is taken,
 * and what is looked ahead for is not looked at.
 */
export const patternTexts = (pattern: string): string[] =>
  [1, 0, 2, 4, 8, 16, 32, 64, 128, 256].map((repetitions) => textFor(pattern, repetitions));

/** @param repetitions of what may be repeated, within its bounds */
function textFor(pattern: string, repetitions: number): string {
  let at = 0;
  const take = (token: RegExp): string | undefined => {
    token.lastIndex = at;
    const [found] = token.exec(pattern) ?? [];
    at += found?.length ?? 0;
    return found;
  };

  function firstAlternative(): string {
    const first = sequence();
    while (pattern[at] === '|') {
      at++;
      sequence();
    }
    return first;
  }

  function sequence(): string {
    let text = '';
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
      if (take(ASSERTION) === undefined) text += repeated(part());
    }
    return text;
  }

  function part(): string {
    const isLooking = take(LOOK_AROUND) !== undefined;
    if (!isLooking && take(GROUP) === undefined) return characterFor(take(ATOM) ?? '');
    const text = firstAlternative();
    at++; // ")"
    return isLooking ? '' : text;
  }

  function repeated(text: string): string {
    const quantifier = take(QUANTIFIER);
    if (quantifier === undefined || text === '') return text;
    const [least, most] = bounds(quantifier);
    const times = Math.min(Math.max(least, repetitions), most);
    return text.repeat(Math.min(times, Math.ceil(MAX_LENGTH / text.length)));
  }

  return firstAlternative();
}

function bounds(quantifier: string): [least: number, most: number] {
  if (quantifier.startsWith('?')) return [0, 1];
  if (quantifier.startsWith('*')) return [0, Infinity];
  if (quantifier.startsWith('+')) return [1, Infinity];
  const [least, most = least] = quantifier.slice(1, quantifier.indexOf('}')).split(',');
  return [Number(least), most === '' ? Infinity : Number(most)];
}

function characterFor(atom: string): string {
  try {
    const expression = new RegExp(`^${atom}$`, 'u');
    return CHARACTERS.find((character) => expression.test(character)) ?? '';
  } catch (error) {
    if (error instanceof SyntaxError) return ''; // it is no character: a reference to a group, for instance
    throw error;
  }
}
