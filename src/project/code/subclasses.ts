import type { Code, LocatedFunction } from '../../model/code.js';
import type { Declaration } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

interface Subclass {
  file: SourceFile;
  declaration: Declaration;
}

/** The classes that extend others, in all files but tests: a method of `this` can be theirs. */
export class Subclasses {
  #byBase: ReadonlyMap<Declaration, readonly Subclass[]> | undefined;

  constructor(
    readonly code: Code,
    readonly files: ReadonlyMap<string, SourceFile>,
  ) {}

  /** Methods of this name in classes below. */
  overrides(base: Declaration, name: string): readonly LocatedFunction[] {
    const found: LocatedFunction[] = [];
    this.#byBase ??= this.#find();
    const below = new Set(this.#byBase.get(base));
    for (const each of below) {
      const { file, declaration } = each;
      for (const member of declaration.members ?? []) {
        const made = member.init?.is === 'function' ? member.init.function : member.function;
        const run = member.name === name ? file.facts.functions[made ?? -1] : undefined;
        if (run) found.push({ file, function: run });
      }
      for (const further of this.#byBase.get(declaration) ?? []) below.add(further);
    }
    return found;
  }

  #find(): Map<Declaration, Subclass[]> {
    const found = new Map<Declaration, Subclass[]>();
    for (const file of this.files.values()) {
      for (const declaration of file.test ? [] : file.facts.declarations) {
        if (!declaration.base) continue;
        const base = this.code.origin({ file, value: declaration.base });
        if (base.is !== 'declared' || base.path !== '') continue;
        const list = found.get(base.declaration) ?? [];
        list.push({ file, declaration });
        found.set(base.declaration, list);
      }
    }
    return found;
  }
}
