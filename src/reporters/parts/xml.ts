/** What XML 1.0 §2.2 does not allow in any form. */
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex -- control characters are what is left out
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Left as they are, they would come back from an attribute as blanks (XML 1.0 §3.3.3).
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const xmlText = (text: string) =>
  text.replace(FORBIDDEN, '').replace(/[&<>"'\t\n\r]/g, (character) => ENTITIES[character] ?? '');

/** An element with its attributes, in the order given, and what is in it, indented. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: readonly string[] | string = [],
): string {
  const head = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${xmlText(String(value))}"`,
  );
  const open = `<${name}${head.join('')}`;
  if (typeof content === 'string') return `${open}>${xmlText(content)}</${name}>`;
  if (content.length === 0) return `${open}/>`;
  const lines = content.flatMap((child) => child.split('\n')).map((line) => `  ${line}`);
  return `${open}>\n${lines.join('\n')}\n</${name}>`;
}
