import type { Resolution } from '../../model/code.js';
import type { ExportFact } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { ModuleGraph } from '../modules.js';

/** `export * from`, and where that leads. */
interface Star {
  fact: ExportFact;
  from: Resolution;
}

interface Known {
  own: ReadonlyMap<string, ExportFact>;
  stars: readonly Star[];
}

/** The `export *` of a module by what can be behind them. */
interface Behind {
  /** Modules without an `export *` of their own, by the names that they export. */
  byName: ReadonlyMap<string, readonly Star[]>;
  /** Packages and modules that lead further: they can have any name. */
  open: readonly Star[];
}

/** In all: modules that export each other are each followed through all others, which takes time without end. */
const MOST_STARS = 5_000_000;

/** What the modules of a project export, each looked at once. */
export class ModuleExports {
  readonly #known = new WeakMap<SourceFile, Known>();
  readonly #behind = new WeakMap<SourceFile, Behind>();
  #followed = 0;

  constructor(readonly modules: ModuleGraph) {}

  /** By name; of a type and a value of the same name, the value. */
  own(file: SourceFile): ReadonlyMap<string, ExportFact> {
    return this.#of(file).own;
  }

  /** @throws Error after too many of them */
  stars(file: SourceFile): readonly Star[] {
    return this.#counted(file, this.#of(file).stars);
  }

  /**
   * Those behind which a name can be.
   * @throws Error after too many of them
   */
  starsWith(file: SourceFile, name: string): readonly Star[] {
    const { byName, open } = this.#behind.get(file) ?? this.#index(file);
    return [...(byName.get(name) ?? []), ...this.#counted(file, open)];
  }

  #counted(file: SourceFile, stars: readonly Star[]): readonly Star[] {
    this.#followed += stars.length;
    if (this.#followed > MOST_STARS)
      throw new Error(
        `The project has too many "export *" that lead to others, such as those of "${file.path}": export names instead.`,
      );
    return stars;
  }

  #index(file: SourceFile): Behind {
    const byName = new Map<string, Star[]>();
    const open: Star[] = [];
    for (const star of this.#of(file).stars) {
      const target = star.from.is === 'file' ? this.#of(star.from.file) : undefined;
      if (!target || target.stars.length > 0) {
        open.push(star);
        continue;
      }
      for (const name of target.own.keys()) {
        const list = byName.get(name);
        if (list) list.push(star);
        else byName.set(name, [star]);
      }
    }
    const behind = { byName, open };
    this.#behind.set(file, behind);
    return behind;
  }

  #of(file: SourceFile): Known {
    const known = this.#known.get(file) ?? this.#read(file);
    this.#known.set(file, known);
    return known;
  }

  #read(file: SourceFile): Known {
    const own = new Map<string, ExportFact>();
    const stars: Star[] = [];
    for (const fact of file.facts.exports) {
      if (fact.name !== '*') {
        if (own.get(fact.name)?.typeOnly !== false) own.set(fact.name, fact);
      } else if (fact.reexport) {
        stars.push({ fact, from: this.modules.resolve(file, fact.reexport.specifier) });
      }
    }
    return { own, stars };
  }
}
