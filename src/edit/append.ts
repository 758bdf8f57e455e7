import { splice } from './lines.js';
import { sectionsIn } from './markdown.js';

/**
 * Adds missing patterns to the end of an ignore file. `dist` and `dist/` count as the same pattern.
 * Exceptions (`!.env.example`) are repeated, because an added pattern would override those above
 * it.
 */
export function addPatterns(text: string, patterns: string): string {
  const existingPatterns = new Set(linesIn(text).map(normalizePattern));
  const isMissing = (line: string) => !existingPatterns.has(normalizePattern(line));
  const ownLines = linesIn(patterns);
  const addedLines = ownLines.filter((line) => isMissing(line) || line.startsWith('!'));
  return ownLines.some(isMissing) ? withParagraphBelow(text, addedLines.join('\n')) : text;
}

/** Adds a Markdown document as one section; its headings move down by one level. */
export function addDocument(text: string, document: string): string {
  const headings = sectionsIn(document).toReversed();
  const section = headings.reduce(
    (sectionText, { start }) => splice(sectionText, start, '#'),
    document,
  );
  return withParagraphBelow(text, section.trimEnd());
}

/** Adds a paragraph to the end of a text, with the text's line ends. The text itself stays unchanged. */
function withParagraphBelow(text: string, paragraph: string): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const gap =
    text.trim() === '' ? '' : /\n\r?\n$/.test(text) ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  return text + `${gap}${paragraph}\n`.replaceAll('\n', lineEnd);
}

const linesIn = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== '');
const normalizePattern = (pattern: string) => pattern.trim().replace(/\/$/, '');
