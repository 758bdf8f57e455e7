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

/** A name is looked up through every `export *` below a module: modules that export each other take time without end. */
const MOST_STARS = 5_000_000;

/** What the modules of a project export, each looked at once. */
export class ModuleExports {
  readonly #known = new WeakMap<SourceFile, Known>();
  #followed = 0;

  constructor(readonly modules: ModuleGraph) {}

  /** By name; of a type and a value of the same name, the value. */
  own(file: SourceFile): ReadonlyMap<string, ExportFact> {
    return this.#of(file).own;
  }

  /** @throws Error after too many of them */
  stars(file: SourceFile): readonly Star[] {
    const { stars } = this.#of(file);
    this.#followed += stars.length;
    if (this.#followed > MOST_STARS)
      throw new Error('The project has too many "export *" statements to check.');
    return stars;
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
