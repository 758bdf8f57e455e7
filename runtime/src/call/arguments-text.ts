/** Longer values are cut. */
const MOST_CHARACTERS = /^[^]{0,100}/u;

/**
 * Arguments as a question to a person shows them: values as JSON, long ones cut; without those that are undefined.
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
  const [cut = ''] = MOST_CHARACTERS.exec(text) ?? [];
  return cut === text ? text : `${cut}…`;
}
