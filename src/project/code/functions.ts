import type { Code, Located, LocatedFunction, Origin } from '../../model/code.js';
import type { CallValue, ClassMember, Declaration, MemberValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { functionsKept, itemsMade, iteratedBy } from './kept-functions.js';
import { Ways } from '../../model/ways.js';
import type { Origins } from './origin.js';
import { Subclasses } from './subclasses.js';

/** Operators whose result is their last part, where that is what was made. */
const KEEPS = /^(await|(\?\?|\|\|)=?|=)$/;

/** Finds the functions that values are. */
export class Functions {
  readonly #ways: Ways;
  /** Of what has methods. */
  readonly #waysToMade: Ways;
  readonly #subclasses: Subclasses;

  constructor(
    readonly code: Code,
    readonly origins: Origins,
    files: ReadonlyMap<string, SourceFile>,
  ) {
    this.#subclasses = new Subclasses(code, files);
    const giveUp = (at: Located) => code.notFollowed(at);
    this.#ways = new Ways(giveUp);
    this.#waysToMade = new Ways(giveUp);
  }

  of(at: Located): readonly LocatedFunction[] {
    return this.#ways.step(at, () => this.#of(at)) ?? [];
  }

  #of({ file, value }: Located): readonly LocatedFunction[] {
    switch (value.is) {
      case 'function':
        return this.#at(file, [value.function]);
      case 'name':
        return this.named(this.code.origin({ file, value }));
      case 'member':
        return this.#ofMember(file, value);
      case 'call':
        return this.#result({ file, value }) ?? functionsKept(this.code, { file, value });
      default:
        return [];
    }
  }

  named(origin: Origin): readonly LocatedFunction[] {
    if (origin.is === 'value') {
      const { file, value, path } = origin;
      return path === '' ? this.of(origin) : this.#ofMade(file, value, path);
    }
    if (origin.is !== 'declared') return [];
    const { file, declaration, path } = origin;
    if (path !== '') return this.#member(origin);
    const { functions, init, reassigned } = declaration;
    const list = declaration.kind === 'parameter' && iteratedBy(file, declaration);
    if (list) return functionsKept(this.code, list, declaration.path);
    const own = functions ? this.#at(file, functions) : [];
    if (declaration.base && own.length === 0) return this.of({ file, value: declaration.base });
    const visible = init && declaration.path.length === 0 && !reassigned;
    const [part, ...parts] = declaration.path;
    if (init && part === '*') return functionsKept(this.code, { file, value: init }, parts);
    const behind = visible
      ? this.of({ file, value: init })
      : init && !reassigned && part !== undefined && parts.length === 0
        ? this.#ofMade(file, init, part)
        : [];
    const seen = [...own, ...behind];
    return seen.some((each) => each.function.body)
      ? seen
      : [...seen, ...this.typed(file, declaration)];
  }

  #member(origin: Origin & { is: 'declared' }): readonly LocatedFunction[] {
    const { file, declaration, path } = origin;
    if (declaration.kind === 'class') return this.#ofClass(file, declaration, path);
    const { init } = declaration;
    if (!init || declaration.path.length > 1) return [];
    const [part] = declaration.path;
    if (part !== undefined)
      return part === '*'
        ? itemsMade(this.code, { file, value: init }).flatMap((item) =>
            this.#ofMade(item.file, item.value, path),
          )
        : [];
    return path === '*'
      ? functionsKept(this.code, { file, value: init })
      : this.#ofMade(file, init, path);
  }

  /** A static method, or a method of what a static field or getter holds: `Session.shared.load`. */
  #ofClass(file: SourceFile, declaration: Declaration, path: string): readonly LocatedFunction[] {
    const [name = '', ...rest] = path.split('.');
    if (rest.length === 0) return this.#method(file, declaration, name, true);
    const held = declaration.members?.find((each) => each.name === name && each.static);
    const { init, getter, function: made = -1 } = held ?? {};
    const [value] = getter ? (file.facts.functions[made]?.returned ?? []) : [init];
    return value ? this.#ofMade(file, value, rest.join('.')) : [];
  }

  /** A method of what `new` makes, or a property of the object that a call returns. */
  #ofMade(file: SourceFile, value: Value, name: string): readonly LocatedFunction[] {
    return this.#waysToMade.step({ file, value }, () => this.#madeBy(file, value, name)) ?? [];
  }

  #madeBy(file: SourceFile, made: Value, name: string): readonly LocatedFunction[] {
    if (made.is === 'compound') {
      const kept = KEEPS.test(made.operator) ? made.parts.at(-1) : undefined;
      return kept ? this.#ofMade(file, kept, name) : [];
    }
    if (made.is !== 'call') return [];
    if (!made.construct) {
      const returned = this.#returned({ file, value: made });
      if (!returned) return [];
      // Calls in a chain, each of which returns the instance.
      const own = isThis(returned.value) ? this.#ofThis(returned.file, returned.value, name) : [];
      if (own.length > 0) return own;
      const object = this.code.object(returned);
      if (!object) {
        const behind = this.code.resolve(returned);
        return this.#ofMade(behind.file, behind.value, name);
      }
      const property = object.properties.find(({ key }) => key === name);
      return property ? this.of(property) : [];
    }
    const origin = this.code.origin({ file, value: made.callee });
    const isClass =
      origin.is === 'declared' && origin.path === '' && origin.declaration.kind === 'class';
    return isClass ? this.#method(origin.file, origin.declaration, name, false) : [];
  }

  #method(
    file: SourceFile,
    declaration: Declaration,
    name: string,
    ofClass: boolean,
  ): readonly LocatedFunction[] {
    const fits = (member: ClassMember) => member.name === name && member.static === ofClass;
    const members = declaration.members?.filter(fits) ?? [];
    const found = members.flatMap((member) =>
      member.function !== undefined
        ? this.#at(file, [member.function])
        : member.init
          ? this.of({ file, value: member.init })
          : [],
    );
    if (found.length > 0 || !declaration.base) return found;
    const at = { file, value: declaration.base };
    const base = this.code.origin(at);
    if (base.is !== 'declared' || base.declaration.kind !== 'class') return found;
    const inherited = () => this.#method(base.file, base.declaration, name, ofClass);
    return this.#waysToMade.step(at, inherited) ?? found;
  }

  #ofMember(file: SourceFile, value: MemberValue): readonly LocatedFunction[] {
    const { object } = value;
    const own = isThis(object) ? this.#ofThis(file, object, value.name) : [];
    return own.length > 0 ? own : this.named(this.code.origin({ file, value }));
  }

  /** A method of the class around it: `this` does not show whether that is an instance. */
  #ofThis(file: SourceFile, value: Value, name: string): readonly LocatedFunction[] {
    const around = this.code.origin({ file, value });
    if (around.is !== 'declared' || around.declaration.kind !== 'class') return [];
    const own = [true, false].flatMap((ofClass) =>
      this.#method(around.file, around.declaration, name, ofClass),
    );
    const isSuper = value.is === 'name' && value.name === 'super';
    return isSuper ? own : [...own, ...this.#subclasses.overrides(around.declaration, name)];
  }

  /** What a call of a function of the project returns, where that is a function. */
  #result(call: Located<CallValue>): readonly LocatedFunction[] | undefined {
    const returned = call.value.construct ? undefined : this.#returned(call);
    return returned && this.of(returned);
  }

  /** The one thing the called function returns. */
  #returned({ file, value }: Located<CallValue>): Located | undefined {
    const made = this.of({ file, value: value.callee }).at(-1);
    const [returned, ...more] = made?.function.returned ?? [];
    return made && returned && more.length === 0 ? { file: made.file, value: returned } : undefined;
  }

  /** The signature a variable is annotated with, inline or by the name of a type, which may be that of another. */
  typed(
    file: SourceFile,
    declaration: Declaration,
    seen = new Set([declaration]),
  ): readonly LocatedFunction[] {
    const { type } = declaration;
    if (!type || !/^[\w$]+$/.test(type)) return [];
    const index = file.facts.declarations.findIndex(
      ({ name, kind, within }) =>
        name === type && within === -1 && (kind === 'type' || kind === 'import'),
    );
    const origin = index === -1 ? undefined : this.origins.declared(file, index, []);
    if (origin?.is !== 'declared' || origin.declaration.kind !== 'type') return [];
    const { functions } = origin.declaration;
    if (functions) return this.#at(origin.file, functions);
    if (seen.has(origin.declaration)) return [];
    return this.typed(origin.file, origin.declaration, seen.add(origin.declaration));
  }

  #at(file: SourceFile, indices: readonly number[]): readonly LocatedFunction[] {
    return indices.flatMap((index) => {
      const found = file.facts.functions[index];
      return found ? [{ file, function: found }] : [];
    });
  }
}

const isThis = (value: Value) => value.is === 'name' && /^(this|super)$/.test(value.name);
