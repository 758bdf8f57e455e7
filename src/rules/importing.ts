import type { ImportFact } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import type { Change } from '../model/rule.js';
import { insertion, lineBelow, lineEnd } from './insertion.js';

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

const isNamed = ({ names: [first] }: ImportFact) =>
  first !== undefined && first.imported !== '*' && first.imported !== 'default';

/** Packages come before files. */
const rank = (specifier: string) => (specifier.startsWith('.') ? '1' : '0') + specifier;
