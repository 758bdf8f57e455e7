import type { ImportedName, ImportFact } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import type { Change } from '../model/rule.js';
import { insertion, lineBelow, lineEnd } from './insertion.js';
import { textBefore } from './text-before.js';

/** Imports a name with the other names of that module, else where the order of the imports has its place. */
export function importing(name: string, specifier: string, file: SourceFile): Change {
  const imports = file.facts.imports.filter(({ form }) => form === 'static');
  const same = imports.find(
    (each) => each.specifier === specifier && !each.typeOnly && isNamed(each),
  );
  const last = same?.names.at(-1);
  if (last) return insertion(file, last.end, `, ${name}`);
  const quote = imports[0] && file.text[imports[0].from.start] === '"' ? '"' : "'";
  const what = name === 'z' ? '* as z' : `{ ${name} }`;
  const line = `import ${what} from ${quote}${specifier}${quote};`;
  const below = imports.find((each) => rank(each.specifier ?? '') > rank(specifier));
  const above = imports.at(-1);
  if (below) return insertion(file, below.start, `${line}${lineEnd(file)}`);
  return above ? lineBelow(file, above.end - 1, line) : insertion(file, 0, line + lineEnd(file));
}

/** Imports another name, or the same from another module, in place of one; beside it where the file does not import that. */
export function importedInstead(
  old: string,
  { name, from }: { name: string; from: string },
  file: SourceFile,
): readonly Change[] {
  const found = importOf(old, file);
  if (!found) return [importing(name, from, file)];
  const { fact, own } = found;
  const renamed = name === own.imported ? [] : [{ at: file.at(own), text: name }];
  if (fact.specifier === from) return renamed;
  if (fact.names.length > 1) {
    const [gap = ''] = /^,\s*/.exec(file.text.slice(own.end)) ?? [];
    const before = gap === '' ? (textBefore(file.text, own.start, /(?<=(,\s*))/y) ?? '') : '';
    const at = file.at({ start: own.start - before.length, end: own.end + gap.length });
    return [{ at, text: '' }, importing(name, from, file)];
  }
  const quote = file.text.charAt(fact.from.start);
  return [...renamed, { at: file.at(fact.from), text: quote + from + quote }];
}

interface Imported {
  fact: ImportFact;
  own: ImportedName;
}

/** Where a file imports what it knows under this name. */
export function importOf(name: string, { facts }: SourceFile): Imported | undefined {
  for (const fact of facts.imports) {
    const own = fact.names.find(({ local }) => local === name);
    if (own) return { fact, own };
  }
  return undefined;
}

const isNamed = ({ names: [first] }: ImportFact) =>
  first !== undefined && first.imported !== '*' && first.imported !== 'default';

/** Packages come before files. */
const rank = (specifier: string) => (specifier.startsWith('.') ? '1' : '0') + specifier;
