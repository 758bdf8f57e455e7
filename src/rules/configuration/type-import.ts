import type { ImportFact, ImportedName } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { defineRule } from '../define.js';

export default defineRule({
  severity: 'error',
  summary: 'What is imported with "import type" is used in types only.',
  why: 'Nothing of such an import is left at run time, so the code fails where it uses the name.',
  source: {
    text: 'TypeScript, "Type-Only Imports and Export".',
    url: 'https://www.typescriptlang.org/docs/handbook/release-notes/typescript-3-8.html#type-only-imports-and-export',
  },
  on: 'file',
  check(file, report) {
    if (file.path.includes('.d.') || file.facts.syntaxErrors.length > 0) return;
    const used = usedIn(file);
    for (const fact of file.facts.imports) {
      const wrong = fact.names.filter(
        (name) => (fact.typeOnly || name.typeOnly) && used.has(name.local),
      );
      for (const name of wrong) {
        report({
          at: file.at(name),
          message: `The code uses "${name.local}", which is imported as a type.`,
          hint: 'Remove "type" from the import.',
          fix: asValues(file, fact, wrong),
        });
      }
    }
  },
});

/** Names of imports that expressions use. */
function usedIn({ facts: { reads, declarations } }: SourceFile): ReadonlySet<string> {
  const used = reads.filter(({ declaration }) => declarations[declaration]?.kind === 'import');
  return new Set(used.map(({ name }) => name));
}

/** Deletes the word "type" in front of the name, or of all names; those that are types alone keep it. */
function asValues(file: SourceFile, fact: ImportFact, values: readonly ImportedName[]): Change[] {
  const marked = fact.names.filter(({ start }) => INLINE.test(file.text.slice(start)));
  if (marked.length > 0)
    return values.filter((name) => marked.includes(name)).map(({ start }) => deleted(file, start));
  const others = fact.names.filter((name) => !values.includes(name));
  return [
    deleted(file, fact.start),
    ...others.map(({ start }) => ({ at: file.at({ start, end: start }), text: 'type ' })),
  ];
}

const INLINE = /^type\s+(?!as\b)/;

/** Deletes the next "type" with the space behind it. */
function deleted(file: SourceFile, from: number): Change {
  const [word = ''] = /\btype\s+/.exec(file.text.slice(from)) ?? [];
  const start = file.text.indexOf(word, from);
  return { at: file.at({ start, end: start + word.length }), text: '' };
}
