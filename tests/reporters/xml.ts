export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

const decoded = (text: string) => {
  if (/[<>]|&(?!#?\w+;)/.test(text)) throw new Error(`Not escaped: ${text}`);
  return text.replace(/&(#\d+|\w+);/g, (_, name: string) => {
    const character = name.startsWith('#')
      ? String.fromCodePoint(Number(name.slice(1)))
      : NAMED[name];
    if (character === undefined) throw new Error(`Unknown entity: ${name}`);
    return character;
  });
};

// XML 1.0 section 2.2.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** Reads the XML that our reporters write: elements, attributes in double quotes, text. @throws where it is not well-formed */
export function parseXml(source: string): Element {
  if (FORBIDDEN.test(source)) throw new Error('A character that XML does not have.');
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!source.startsWith(declaration)) throw new Error('No XML declaration.');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let end = declaration.length;
  for (const tag of source.matchAll(/<(\/?)(\w+)((?:\s+\w+="[^"<]*")*)\s*(\/?)>/g)) {
    const [whole, closes, name = '', attributes = '', empty] = tag;
    const parent = open.at(-1)!;
    parent.text += decoded(source.slice(end, tag.index));
    end = tag.index + whole.length;
    if (closes) {
      if (open.pop()?.name !== name) throw new Error(`Closed too early: ${name}`);
      continue;
    }
    const pairs = Array.from(
      attributes.matchAll(/(\w+)="([^"]*)"/g),
      ([, key = '', value = '']) => [key, decoded(value)] as const,
    );
    const element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
    parent.children.push(element);
    if (!empty) open.push(element);
  }
  const [top, ...more] = root.children;
  if (!top || more.length > 0 || open.length > 1 || source.slice(end).trim() !== '')
    throw new Error('Not one element.');
  return top;
}
