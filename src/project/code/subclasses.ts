import type { Code, LocatedFunction } from '../../model/code.js';
import type { Declaration } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

interface LocatedClass {
  file: SourceFile;
  declaration: Declaration;
}

/** The classes that extend others, in all files but tests: a method of `this` can be theirs. */
export class Subclasses {
  #byBase: ReadonlyMap<Declaration, readonly LocatedClass[]> | undefined;
  readonly #overrides = new WeakMap<Declaration, Map<string, readonly LocatedFunction[]>>();

  constructor(
    readonly code: Code,
    readonly files: ReadonlyMap<string, SourceFile>,
  ) {}

  /** Methods of this name in classes below. */
  overrides(base: Declaration, name: string): readonly LocatedFunction[] {
    const byName = this.#overrides.get(base) ?? new Map<string, readonly LocatedFunction[]>();
    this.#overrides.set(base, byName);
    const known = byName.get(name) ?? this.#overridesOf(base, name);
    byName.set(name, known);
    return known;
  }

  #overridesOf(base: Declaration, name: string): readonly LocatedFunction[] {
    const found: LocatedFunction[] = [];
    for (const { file, declaration } of this.below(base)) {
      for (const member of declaration.members ?? []) {
        const made = member.init?.is === 'function' ? member.init.function : member.function;
        const run = member.name === name ? file.facts.functions[made ?? -1] : undefined;
        if (run) found.push({ file, function: run });
      }
    }
    return found;
  }

  /** The classes that extend a class, also through others. */
  below(base: Declaration): Iterable<LocatedClass> {
    this.#byBase ??= this.#find();
    const below = new Set(this.#byBase.get(base));
    for (const { declaration } of below)
      for (const further of this.#byBase.get(declaration) ?? []) below.add(further);
    return below;
  }

  #find(): Map<Declaration, LocatedClass[]> {
    const found = new Map<Declaration, LocatedClass[]>();
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
