/** The first 100 characters of a value; longer values are truncated. */
const FIRST_CHARACTERS = /^[^]{0,100}/u;

/**
 * Returns the text of arguments in a question to the user: values as JSON, long ones truncated,
 * undefined ones omitted.
 * @example argumentsText({ title: 'Dune', clear: ['note'] }) // 'title: "Dune", clear: ["note"]'
 */
export function argumentsText(args: object): string {
  const texts = Object.entries(args)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${valueText(value)}`);
  return texts.length === 0 ? 'nothing' : texts.join(', ');
}

function valueText(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part,
  );
  const [start = ''] = FIRST_CHARACTERS.exec(text) ?? [];
  return start === text ? text : `${start}…`;
}
