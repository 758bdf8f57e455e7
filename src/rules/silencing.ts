import type { Example, ExampleFile } from '../model/rule.js';
import { exampleFiles } from './example.js';

/** Files that take comments, and how these begin. */
const COMMENTS: readonly (readonly [file: RegExp, mark: string])[] = [
  [/\.[cm]?[jt]sx?$|^tsconfig\.json$|^\.vscode\//, '//'],
  [/\.ya?ml$|^\.env\.example$/, '#'],
];

/** The comments that suppress a finding of a rule, for each kind of file it is found in; JSON has none. */
export function silencingComments(id: string, examples: readonly Example[]): string[] {
  const files = examples.flatMap((example) =>
    'bad' in example
      ? exampleFiles(example.bad)
          .filter(isMarked)
          .map(({ path }) => path)
      : [],
  );
  return COMMENTS.filter(([file]) => files.some((path) => file.test(path))).map(
    ([, mark]) => `${mark} mcp-provider-disable-next-line ${id} -- reason`,
  );
}

function isMarked(file: ExampleFile): boolean {
  if (file.is === 'deleted') return false;
  const texts = file.is === 'new' ? [file.text] : file.hunks.flat().map(({ text }) => text);
  return texts.some((text) => text.includes('‹'));
}
