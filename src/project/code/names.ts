import type { LocatedFunction } from '../../model/code.js';
import type { Declaration, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

/** The names that functions have, so that not every call and argument of a project has to be resolved. */
export class FunctionNames {
  readonly #known = new WeakMap<SourceFile, ReadonlyMap<number, ReadonlySet<string>>>();

  /** All names that others may use for a function. */
  of({ file, function: named }: LocatedFunction): Iterable<string> {
    let names = this.#known.get(file);
    if (!names) {
      names = namesIn(file);
      this.#known.set(file, names);
    }
    return names.get(file.facts.functions.indexOf(named)) ?? [];
  }
}

/** The name of a function where it is declared, by a use of it; undefined for what is no name. */
export function usedName({ facts }: SourceFile, used: Value): string | undefined {
  const seen = new Set<Value>();
  for (let value = used; !seen.has(value);) {
    seen.add(value);
    if (value.is === 'member') return value.name;
    if (value.is !== 'name') return undefined;
    const declaration = facts.declarations[value.declaration];
    const behind = declaration && aliased(declaration);
    if (!behind) return declaration?.import?.imported ?? declaration?.path.at(-1) ?? value.name;
    value = behind;
  }
  return undefined;
}

/** What `const send = post` and `const send = post.bind(client)` are another name for. */
function aliased({ kind, init, path }: Declaration): Value | undefined {
  if (kind !== 'const' || path.length > 0) return undefined;
  const isBound = init?.is === 'call' && init.callee.is === 'member' && init.callee.name === 'bind';
  const value = isBound && init.callee.is === 'member' ? init.callee.object : init;
  return value?.is === 'name' || value?.is === 'member' ? value : undefined;
}

function namesIn({ facts }: SourceFile): Map<number, ReadonlySet<string>> {
  const names = new Map<number, Set<string>>();
  const add = (name: string, value: Value | number | undefined) => {
    const index =
      typeof value === 'number' ? value : value?.is === 'function' ? value.function : -1;
    if (index === -1) return;
    const known = names.get(index);
    if (known) known.add(name);
    else names.set(index, new Set([name]));
  };
  const { declarations, exports, objects } = facts;
  const exported = new Map<number, string[]>();
  for (const { declaration = -1, name } of exports) {
    const list = exported.get(declaration);
    if (list) list.push(name);
    else exported.set(declaration, [name]);
  }
  declarations.forEach(({ name, functions = [], init, members = [] }, index) => {
    for (const each of [name, ...(exported.get(index) ?? [])]) {
      for (const own of functions) add(each, own);
      add(each, init);
    }
    for (const member of members) add(member.name, member.function ?? member.init);
  });
  for (const { name, value } of exports) add(name, value);
  for (const { entries } of objects) {
    for (const entry of entries) if (entry.is === 'entry') add(entry.key, entry.value);
  }
  return names;
}
