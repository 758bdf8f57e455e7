import { linesBelow } from './lines.js';

/**
 * Adds a paragraph to `.env.example`, below the last one that names a variable beginning with one of `prefixes`, or at
 * the end. A file that names one of the paragraph's variables stays as it is.
 * @param paragraph a comment, and variables that are commented out: they lose their mark where those of the file have none
 */
export function addEnvironment(
  text: string,
  paragraph: string,
  prefixes: readonly string[],
): string {
  if (text.trim() === '') return `${text}${paragraph}\n`;
  const present = variablesIn(text);
  const added = variablesIn(paragraph).map(({ name }) => name);
  if (present.some(({ name }) => added.includes(name))) return text;
  const ours = present.filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix)));
  const isLive = ours.length > 0 && ours.every(({ commented }) => !commented);
  const lines = isLive ? paragraph.replace(/^# ?(?=\w+=)/gm, '') : paragraph;
  const anchor = ours.at(-1)?.index ?? text.trimEnd().length - 1;
  return linesBelow(text, endOfParagraph(text, anchor), `\n${lines}`);
}

interface Variable {
  name: string;
  commented: boolean;
  index: number;
}

const variablesIn = (text: string): Variable[] =>
  Array.from(text.matchAll(/(?<![^\n])[ \t]*(#?)[ \t]*(?:export[ \t]+)?(\w+)=/g), (match) => ({
    name: match[2] ?? '',
    commented: match[1] === '#',
    index: match.index,
  }));

function endOfParagraph(text: string, offset: number): number {
  const blank = /\r?\n[ \t]*(?=\r?\n|$)/g;
  blank.lastIndex = offset;
  return blank.exec(text)?.index ?? text.trimEnd().length;
}
