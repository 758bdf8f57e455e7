import { splice } from './lines.js';
import { sectionsIn } from './markdown.js';

/**
 * Adds the patterns that an ignore file lacks, below its own. `dist` and `dist/` count as the same pattern. Exceptions
 * (`!.env.example`) are repeated: an added pattern would override those above it.
 */
export function addPatterns(text: string, patterns: string): string {
  const present = new Set(linesIn(text).map(bare));
  const isMissing = (line: string) => !present.has(bare(line));
  const ours = linesIn(patterns);
  const added = ours.filter((line) => isMissing(line) || line.startsWith('!'));
  return ours.some(isMissing) ? below(text, added.join('\n')) : text;
}

/** Adds a Markdown document as one section: its headings move down by one level. */
export function addDocument(text: string, document: string): string {
  const headings = sectionsIn(document).toReversed();
  const section = headings.reduce((whole, { start }) => splice(whole, start, '#'), document);
  return below(text, section.trimEnd());
}

/** Adds a paragraph below a text, with the line ends of that text; all of the text stays as it is. */
function below(text: string, paragraph: string): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const gap =
    text.trim() === '' ? '' : /\n\r?\n$/.test(text) ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  return text + `${gap}${paragraph}\n`.replaceAll('\n', lineEnd);
}

const linesIn = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== '');
const bare = (pattern: string) => pattern.trim().replace(/\/$/, '');
