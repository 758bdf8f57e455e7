/** The value of a default, where it is a constant; undefined where it is an expression. */
export function constantOf(text: string, isText: boolean): unknown {
  // PostgreSQL writes the type behind a constant: 'new'::character varying.
  const [, quoted] = /^'((?:[^'\\]|'')*)'(?:::[\w ."[\]]+(?:\([\d,]+\))?)*$/.exec(text) ?? [];
  if (quoted !== undefined) {
    const value = quoted.replaceAll("''", "'");
    return isText ? value : exact(jsonOf(value));
  }
  const [, number] = /^\(?(-?\d+(?:\.\d+)?)\)?(?:::[\w ]+(?:\([\d,]+\))?)?$/.exec(text) ?? [];
  if (number !== undefined) return isText ? number : exact(Number(number));
  if (/^(true|false)$/i.test(text) && !isText) return /^true$/i.test(text);
  return undefined;
}

/** Whether a text stands for no default at all. */
export const isNull = (text: string | null): text is null =>
  text === null || /^null(::[\w ."[\]()]+)?$/i.test(text);

/** Undefined for integers that a JSON number rounds. */
const exact = (value: unknown): unknown =>
  Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : value;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
