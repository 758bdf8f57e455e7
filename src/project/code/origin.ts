import { isSameOrigin } from '../../model/origin.js';
import type { Located, Origin, Resolution } from '../../model/code.js';
import type { CallValue, CompoundValue, Declaration, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { Ways } from '../../model/ways.js';
import type { ModuleGraph } from '../modules.js';
import { exportFact, isRuntimeModule, reexported } from '../runtime/facts.js';
import { aliasChain } from './alias-chain.js';
import { builtin, dotted } from './builtin.js';
import type { ModuleExports } from './module-exports.js';
import { fieldOf } from './fields.js';
import { isAlias, isGlobal, isRequire } from './forms.js';

const UNKNOWN: Origin = { is: 'unknown' };

/** Follows names to where they come from. */
export class Origins {
  readonly #known = new WeakMap<Value, Origin>();
  readonly #ways: Ways;

  constructor(
    readonly modules: ModuleGraph,
    readonly exports: ModuleExports,
    giveUp: (at: Located) => void,
  ) {
    this.#ways = new Ways(giveUp);
  }

  of({ file, value }: Located): Origin {
    const known = this.#known.get(value);
    if (known) return known;
    // What is found on the way round a circle depends on where it was entered.
    if (!this.#ways.isAtStart) return this.#once(file, value);
    // The last first: each of them leads to the next.
    if (value.is === 'name')
      for (const each of [...aliasChain({ file, value }, this.#known)].toReversed())
        this.#known.set(each, this.#once(file, each));
    const origin = this.#known.get(value) ?? this.#once(file, value);
    this.#known.set(value, origin);
    return origin;
  }

  #once(file: SourceFile, value: Value): Origin {
    return this.#ways.step({ file, value }, () => this.#follow(file, value)) ?? UNKNOWN;
  }

  /** What a module exports under a name; undefined where it does not. */
  exported(file: SourceFile, name: string): Origin | undefined {
    return this.#exported(file, name, new Set<string>());
  }

  #exported(file: SourceFile, name: string, asked: Set<string>): Origin | undefined {
    const question = `${file.logicalPath} ${name}`;
    if (asked.has(question)) return undefined;
    asked.add(question);
    const own = this.exports.own(file).get(name);
    if (own?.declaration !== undefined) return this.declared(file, own.declaration, []);
    if (own?.value) return this.of({ file, value: own.value });
    if (own?.reexport) {
      const { specifier, imported } = own.reexport;
      return this.#imported(this.modules.resolve(file, specifier), imported, asked);
    }
    if (name === 'default') return undefined;
    const elsewhere: Resolution[] = [];
    let found: Origin | undefined;
    for (const { from } of this.exports.starsWith(file, name)) {
      if (from.is !== 'file') elsewhere.push(from);
      const one = from.is === 'file' ? this.#exported(from.file, name, asked) : undefined;
      // A name that two modules export is exported by neither (ECMA-262 §16.2.1.7, ResolveExport).
      if (one && found && !isSameOrigin(one, found)) return undefined;
      found ??= one;
    }
    return found ?? this.#exportedElsewhere(elsewhere, name, asked);
  }

  /** `export * from` packages: the runtime is known by its names, and one other package has what is left. */
  #exportedElsewhere(
    from: readonly Resolution[],
    name: string,
    asked: Set<string>,
  ): Origin | undefined {
    if (from.length === 0) return undefined;
    const origins = from.flatMap((each) => this.#imported(each, name, asked) ?? []);
    const isRuntime = (origin: Origin) =>
      origin.is === 'external' && exportFact(origin.module, name) !== undefined;
    const others = origins.filter(
      (each) => each.is !== 'external' || !isRuntimeModule(each.module),
    );
    return origins.find(isRuntime) ?? (others.length > 1 ? UNKNOWN : (others[0] ?? origins[0]));
  }

  declared(file: SourceFile, index: number, path: readonly string[]): Origin {
    const declaration = file.facts.declarations[index];
    if (!declaration) return UNKNOWN;
    const { name, start, end } = declaration;
    const at = { file, value: { is: 'name', name, start, end, declaration: index } as const };
    return (
      this.#ways.step(at, () => this.#declared(file, declaration, path), declaration) ?? UNKNOWN
    );
  }

  #declared(file: SourceFile, declaration: Declaration, path: readonly string[]): Origin {
    if (declaration.import) {
      const { specifier, imported } = declaration.import;
      const from = this.modules.resolve(file, specifier);
      return this.#member(this.#imported(from, imported, new Set<string>()) ?? UNKNOWN, path);
    }
    const here: Origin = { is: 'declared', file, declaration, path: path.join('.') };
    const { init, kind, reassigned } = declaration;
    const variable = kind === 'const' || kind === 'let' || kind === 'var';
    if (!init || !variable || reassigned || declaration.path.some(isOpen)) return here;
    const way = [...declaration.path, ...path];
    if (isAlias(init)) return this.#member(this.of({ file, value: init }), way);
    return (way.length > 0 ? this.#property(file, init, way) : undefined) ?? here;
  }

  #follow(file: SourceFile, value: Value): Origin {
    switch (value.is) {
      case 'name':
        if (value.name === 'super') return this.#base(file, value.declaration);
        if (value.declaration !== -1) return this.declared(file, value.declaration, []);
        if (value.name === 'this') return UNKNOWN;
        return { is: 'global', path: value.name };
      case 'member':
        return this.#member(this.of({ file, value: value.object }), [value.name]);
      case 'call':
        return this.#call(file, value);
      case 'compound':
        return this.#imports(file, value) ?? { is: 'value', file, value, path: '' };
      default:
        return { is: 'value', file, value, path: '' };
    }
  }

  /** `import('…')`, awaited or not. */
  #imports(file: SourceFile, { operator, parts: [part] }: CompoundValue): Origin | undefined {
    if (operator === 'await' && part?.is === 'compound') return this.#imports(file, part);
    if (operator !== 'import' || part?.is !== 'string') return undefined;
    return this.#whole(file, part.value);
  }

  #whole(file: SourceFile, specifier: string): Origin {
    const from = this.modules.resolve(file, specifier);
    return this.#imported(from, '*', new Set<string>()) ?? UNKNOWN;
  }

  /** Calls whose result is one of the things that went in. */
  #call(file: SourceFile, call: CallValue): Origin {
    const { callee, arguments: given } = call;
    const [first] = given;
    const here: Origin = { is: 'value', file, value: call, path: '' };
    if (callee.is === 'member' && callee.name === 'bind')
      return this.of({ file, value: callee.object });
    if (!first) return here;
    if (isRequire(call) && first.is === 'string') return this.#whole(file, first.value);
    const freezes = callee.is === 'member' && callee.name === 'freeze';
    return freezes && isGlobal(callee.object, 'Object') ? this.of({ file, value: first }) : here;
  }

  #imported(from: Resolution, imported: string, asked: Set<string>): Origin | undefined {
    if (from.is === 'missing') return UNKNOWN;
    if (from.is === 'file') {
      return imported === '*'
        ? { is: 'module', file: from.file }
        : this.#exported(from.file, imported, asked);
    }
    const path = imported === '*' ? '' : imported;
    if (from.is === 'package') {
      const module = [from.name, from.subpath].filter(Boolean).join('/');
      return { is: 'external', module: reexported(module), path };
    }
    return builtin(from.name, path === 'default' ? '' : path);
  }

  #member(origin: Origin, path: readonly string[]): Origin {
    const [first, ...rest] = path;
    if (first === undefined) return origin;
    switch (origin.is) {
      case 'global':
        return {
          is: 'global',
          path: dotted(/^(globalThis|global)$/.test(origin.path) ? '' : origin.path, path),
        };
      case 'external':
        return { ...origin, path: dotted(origin.path, path) };
      case 'module':
        return this.#member(this.exported(origin.file, first) ?? UNKNOWN, rest);
      case 'declared':
      case 'value': {
        const known = origin.path === '' ? standing(origin) : undefined;
        const found = known
          ? this.#property(origin.file, known, path)
          : this.#field(origin, first, rest);
        return found ?? { ...origin, path: dotted(origin.path, path) };
      }
      case 'unknown':
        return origin;
    }
  }

  #base(file: SourceFile, index: number): Origin {
    const base = file.facts.declarations[index]?.base;
    return base ? this.of({ file, value: base }) : UNKNOWN;
  }

  /** What a field of a class is always set to, there or in a class that it extends. */
  #field(origin: Origin, name: string, rest: readonly string[]): Origin | undefined {
    if (origin.is !== 'declared' || origin.declaration.kind !== 'class' || origin.path !== '')
      return undefined;
    const { file, declaration } = origin;
    const set = fieldOf(file, declaration, name);
    if (set) return this.#member(this.of({ file, value: set }), rest);
    if (!declaration.base || declaration.members?.some((each) => each.name === name))
      return undefined;
    const base = { file, value: declaration.base };
    const inherited = this.of(base);
    return this.#ways.step(base, () => this.#field(inherited, name, rest));
  }

  /** Into an object or array literal, also into the only thing that it spreads. */
  #property(file: SourceFile, value: Value, path: readonly string[]): Origin | undefined {
    const [key, ...rest] = path;
    const entries = value.is === 'object' ? value.entries : [];
    const found =
      value.is === 'array'
        ? value.items[Number(key)]
        : entries.findLast((entry) => entry.is === 'entry' && entry.key === key)?.value;
    if (found) return this.#member(this.of({ file, value: found }), rest);
    const [spread, another] = entries.filter(({ is }) => is === 'spread');
    const isOnly = spread && !another;
    return isOnly ? this.#member(this.of({ file, value: spread.value }), path) : undefined;
  }
}

/** The expression an origin is, where it stays that. */
function standing(origin: Origin & { is: 'declared' | 'value' }): Value | undefined {
  if (origin.is === 'value') return origin.value;
  const { init, path, reassigned } = origin.declaration;
  return path.length === 0 && !reassigned ? init : undefined;
}

/** A rest, an item of a loop or a computed key. */
const isOpen = (key: string) => key === '*' || key === '...';
