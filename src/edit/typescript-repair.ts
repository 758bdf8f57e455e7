/** A whole import on one line. */
const IMPORT = /^import (?:[^'"`]* from )?(['"])[^'"`]+\1;?$/;

/** A constant at the beginning of a line that is an arrow function with parentheses. */
const ARROW = /^(?:export )?const [\w$]+(?:: [^=\n]+)? = (?=\()/gm;

/** What makes it uncertain that an `await` is in the arrow function: its end, and other functions. */
const OTHER = /^\S*\}|\b(?:function|class)\b|^\s+(?!if|for|while|switch|catch)[\w$]+\(.*\) *\{$/m;

const DOUBLED = /^Identifier '.*' has already been declared/;
const AWAITING = "'await' is only allowed within async functions";

/**
 * The text without its first syntax error, where a line was pasted twice or a function lost its "async"; undefined where
 * that is not certain.
 *
 * @param start where the error is
 */
export function repairedTypescript(
  text: string,
  { start, message }: { start: number; message: string },
): string | undefined {
  if (DOUBLED.test(message)) return withoutDouble(text, start);
  return message.startsWith(AWAITING) ? withAsync(text, start) : undefined;
}

/** Without an import that is there before, in the same words. */
function withoutDouble(text: string, start: number): string | undefined {
  const line = text.lastIndexOf('\n', start) + 1;
  const end = text.indexOf('\n', start);
  const own = text.slice(line, end).trimEnd();
  const before = text.slice(0, line);
  // In a comment or in a text, the line imports nothing.
  const code = before.replaceAll(/\/\*[^]*?\*\//g, '');
  const isThere = !code.includes('`') && code.split(/\r?\n/).includes(own);
  return end >= 0 && IMPORT.test(own) && isThere ? before + text.slice(end + 1) : undefined;
}

/** With "async" in front of the only function around an `await`. */
function withAsync(text: string, start: number): string | undefined {
  const head = [...text.slice(0, start).matchAll(ARROW)].at(-1);
  if (!head) return undefined;
  const begin = head.index + head[0].length;
  const around = text.slice(begin, start);
  const isOnly = around.split('=>').length === 2 && !OTHER.test(around);
  return isOnly ? `${text.slice(0, begin)}async ${text.slice(begin)}` : undefined;
}
