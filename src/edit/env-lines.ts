import { linesBelow } from './lines.js';

/**
 * Adds a paragraph to `.env.example`, after the last one with a variable that begins with one of
 * `prefixes`, or at the end. A file with one of the paragraph's variables stays as it is.
 * @param paragraph a comment, and variables that are commented out; they are uncommented if those
 * of the file are
 */
export function addEnvironment(
  text: string,
  paragraph: string,
  prefixes: readonly string[],
): string {
  if (text.trim() === '') return `${text}${paragraph}\n`;
  const existingVariables = variablesIn(text);
  const addedNames = variablesIn(paragraph).map(({ name }) => name);
  if (existingVariables.some(({ name }) => addedNames.includes(name))) return text;
  const relatedVariables = existingVariables.filter(({ name }) =>
    prefixes.some((prefix) => name.startsWith(prefix)),
  );
  const isActive =
    relatedVariables.length > 0 && relatedVariables.every(({ commented }) => !commented);
  const lines = isActive ? paragraph.replace(/^# ?(?=\w+=)/gm, '') : paragraph;
  const anchor = relatedVariables.at(-1)?.end ?? text.trimEnd().length;
  return linesBelow(text, endOfParagraph(text, anchor, existingVariables), `\n${lines}`);
}

/**
 * Adds a variable with its comment to `.env.example`, below the last one with the start of its name.
 * A file without such a variable, or with this one, stays as it is.
 */
export function addVariable(
  text: string,
  { name, text: comment, below }: { name: string; text: string; below: string },
): string {
  const existingVariables = variablesIn(text);
  const anchor = existingVariables.findLast((variable) => variable.name.startsWith(below));
  return anchor === undefined || existingVariables.some((variable) => variable.name === name)
    ? text
    : linesBelow(text, anchor.end, `# ${comment}:\n# ${name}=`);
}

/** Removes the paragraphs of `.env.example` in which all variables satisfy `isGone`. */
export function removeEnvironment(text: string, isGone: (name: string) => boolean): string {
  const parts = paragraphsOf(text);
  const isKept = (paragraph: string) => {
    const variables = variablesIn(paragraph);
    return variables.length === 0 || !variables.every(({ name }) => isGone(name));
  };
  // Each paragraph is removed with the blank lines above it.
  return parts
    .flatMap((part, index) =>
      index % 2 === 0 && isKept(part) ? [parts[index - 1] ?? '', part] : [],
    )
    .join('')
    .replace(/^\s+/, '')
    .replace(/\s*$/, /\s*$/.exec(text)?.[0] ?? '');
}

/**
 * Returns paragraphs alternating with the blank lines between them. Blank lines within a value do
 * not end a paragraph.
 */
function paragraphsOf(text: string): string[] {
  const variables = variablesIn(text);
  const parts: string[] = [];
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(/(?:\r?\n[ \t]*){2,}/g)) {
    if (variables.some((variable) => variable.start < index && index < variable.end)) continue;
    parts.push(text.slice(start, index), gap);
    start = index + gap.length;
  }
  return [...parts, text.slice(start)];
}

interface EnvironmentLine {
  start: number;
  end: number;
  name: string;
  commented: boolean;
}

/** An assignment, whose quoted value may have several lines. */
const VARIABLE =
  /(?<![^\n])[ \t]*(#?)[ \t]*(?:export[ \t]+)?(\w+)=(?:(?:"(?:[^"\\]|\\.)*"|'[^']*')(?=[ \t]*(?:#.*)?\r?$)|.*)/gm;

const variablesIn = (text: string): EnvironmentLine[] =>
  Array.from(text.matchAll(VARIABLE), (match) => ({
    name: match[2] ?? '',
    commented: match[1] === '#',
    start: match.index,
    end: match.index + match[0].length,
  }));

function endOfParagraph(
  text: string,
  offset: number,
  variables: readonly EnvironmentLine[],
): number {
  const isInside = (position: number) =>
    variables.some(({ start, end }) => start < position && position < end);
  const blanks = [...text.matchAll(/\r?\n[ \t]*(?=\r?\n|$)/g)].map(({ index }) => index);
  const end = blanks.find((blankOffset) => blankOffset >= offset && !isInside(blankOffset));
  return end ?? text.trimEnd().length;
}
