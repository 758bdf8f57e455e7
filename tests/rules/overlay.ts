import type { ExampleText, HunkLine } from '../../src/model/rule.js';
import { type ExampleMark, exampleFiles, withoutMarks } from '../../src/rules/example.js';

export type Texts = Readonly<Record<string, string>>;

/** A place that an example marks. */
export interface MarkedPlace extends ExampleMark {
  path: string;
}

/** The texts of a project with an example's changes made to it, and the places that the example marks. */
export function overlaid(
  base: Texts,
  example: ExampleText,
): { texts: Record<string, string>; marks: MarkedPlace[] } {
  const texts = new Map(Object.entries(base));
  const marks: MarkedPlace[] = [];
  for (const file of exampleFiles(example)) {
    const { path } = file;
    if (file.is === 'deleted') {
      if (!texts.delete(path)) throw new Error(`"${path}" is not there to be deleted.`);
      continue;
    }
    const marked =
      file.is === 'new'
        ? file.text
        : file.hunks.reduce((text, hunk) => changed(path, text, hunk), texts.get(path) ?? '');
    const plain = withoutMarks(marked);
    texts.set(path, plain.text);
    marks.push(...plain.marks.map((mark) => ({ path, ...mark })));
  }
  return { texts: Object.fromEntries(texts), marks };
}

function changed(path: string, text: string, hunk: readonly HunkLine[]): string {
  const before = hunk
    .filter(({ sign }) => sign !== '+')
    .map((line) => withoutMarks(line.text).text);
  const after = hunk.filter(({ sign }) => sign !== '-').map((line) => line.text);
  const parts = `\n${text}`.split(`\n${lines(before)}`);
  if (before.length === 0 || parts.length !== 2)
    throw new Error(`${JSON.stringify(before)} occurs ${parts.length - 1} times in "${path}".`);
  return parts.join(`\n${lines(after)}`).slice(1);
}

const lines = (each: readonly string[]) => each.map((line) => `${line}\n`).join('');
