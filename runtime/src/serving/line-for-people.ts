import type { LogLine } from './log.js';

/** A line of the log for a terminal: the time, what happened, how it ended. Without the ids that programs need. */
export function lineForPeople(line: LogLine): string {
  const { time, message, error, provider, ms, outcome } = line;
  const clock = new Date(time).toTimeString().slice(0, 8);
  const called = line.tool ?? line.resource ?? line.prompt;
  const what =
    called === undefined
      ? [provider, message]
      : [provider, called, outcome, ms === undefined ? undefined : `${Number(ms)} ms`];
  const words = [clock, ...what, error && reasonOf(error)].filter(isStated).map(String);
  return printable(words.join('  '));
}

/** The reason and its causes; the stack is in the JSON form only. */
function reasonOf({ message, cause }: Record<string, unknown>): string {
  const inner = typeof cause === 'object' && cause !== null ? reasonOf({ ...cause }) : '';
  return [message, inner].filter((text) => typeof text === 'string' && text !== '').join(': ');
}

const isStated = (word: unknown): boolean => word !== undefined && word !== '';

/** Text of an API could otherwise move the cursor or change colors. */
const printable = (text: string): string => text.replace(/\p{C}+/gu, ' ');
