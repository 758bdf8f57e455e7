import type { Code, Located, LocatedFunction, Origin } from '../../model/code.js';
import type { CallValue, ClassMember, Declaration, MemberValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { functionsKept } from './kept-functions.js';
import type { Origins } from './origin.js';

const DEEPEST = 12;
/** Operators whose result is their last part, where that is what was made. */
const KEEPS = /^(await|(\?\?|\|\|)=?|=)$/;

/** Finds the functions that values are. */
export class Functions {
  constructor(
    readonly code: Code,
    readonly origins: Origins,
  ) {}

  of({ file, value }: Located, depth = 0): readonly LocatedFunction[] {
    if (depth > DEEPEST) return [];
    switch (value.is) {
      case 'function':
        return this.#at(file, [value.function]);
      case 'name':
        return this.named(this.code.origin({ file, value }), depth);
      case 'member':
        return this.#ofMember(file, value, depth);
      case 'call':
        return this.#result({ file, value }, depth) ?? functionsKept(this.code, { file, value });
      default:
        return [];
    }
  }

  named(origin: Origin, depth = 0): readonly LocatedFunction[] {
    if (origin.is === 'value') {
      const { file, value, path } = origin;
      return path === '' ? this.of(origin, depth + 1) : this.#ofMade(file, value, path, depth);
    }
    if (origin.is !== 'declared') return [];
    const { file, declaration, path } = origin;
    if (path !== '') return this.#member(origin, depth);
    const { functions, init, reassigned } = declaration;
    const own = functions ? this.#at(file, functions) : [];
    if (declaration.base && own.length === 0 && depth < DEEPEST)
      return this.of({ file, value: declaration.base }, depth + 1);
    const visible = init && declaration.path.length === 0 && !reassigned;
    const [part, ...parts] = declaration.path;
    if (init && part === '*') return functionsKept(this.code, { file, value: init }, parts);
    const behind = visible
      ? this.of({ file, value: init }, depth + 1)
      : init && !reassigned && part !== undefined && parts.length === 0
        ? this.#ofMade(file, init, part, depth)
        : [];
    const seen = [...own, ...behind];
    return seen.some((each) => each.function.body)
      ? seen
      : [...seen, ...this.typed(file, declaration)];
  }

  #member(origin: Origin & { is: 'declared' }, depth: number): readonly LocatedFunction[] {
    const { file, declaration, path } = origin;
    if (declaration.kind === 'class') return this.#method(file, declaration, path, true, depth);
    const { init } = declaration;
    if (!init || declaration.path.length > 0) return [];
    return path === '*'
      ? functionsKept(this.code, { file, value: init })
      : this.#ofMade(file, init, path, depth);
  }

  /** A method of what `new` makes, or a property of the object that a call returns. */
  #ofMade(file: SourceFile, made: Value, name: string, depth: number): readonly LocatedFunction[] {
    if (depth > DEEPEST) return [];
    if (made.is === 'compound') {
      const kept = KEEPS.test(made.operator) ? made.parts.at(-1) : undefined;
      return kept ? this.#ofMade(file, kept, name, depth + 1) : [];
    }
    if (made.is !== 'call') return [];
    if (!made.construct) {
      const returned = this.#returned({ file, value: made }, depth);
      if (!returned) return [];
      // Calls in a chain, each of which returns the instance.
      const own = isThis(returned.value)
        ? this.#ofThis(returned.file, returned.value, name, depth)
        : [];
      if (own.length > 0) return own;
      const object = this.code.object(returned);
      if (!object) {
        const behind = this.code.resolve(returned);
        return this.#ofMade(behind.file, behind.value, name, depth + 1);
      }
      const property = object.properties.find(({ key }) => key === name);
      return property ? this.of(property, depth + 1) : [];
    }
    const origin = this.code.origin({ file, value: made.callee });
    const isClass =
      origin.is === 'declared' && origin.path === '' && origin.declaration.kind === 'class';
    return isClass ? this.#method(origin.file, origin.declaration, name, false, depth) : [];
  }

  #method(
    file: SourceFile,
    declaration: Declaration,
    name: string,
    ofClass: boolean,
    depth: number,
  ): readonly LocatedFunction[] {
    const fits = (member: ClassMember) => member.name === name && member.static === ofClass;
    const members = declaration.members?.filter(fits) ?? [];
    const found = members.flatMap((member) =>
      member.function !== undefined
        ? this.#at(file, [member.function])
        : member.init
          ? this.of({ file, value: member.init }, depth + 1)
          : [],
    );
    if (found.length > 0 || !declaration.base || depth > DEEPEST) return found;
    const base = this.code.origin({ file, value: declaration.base });
    return base.is === 'declared' && base.declaration.kind === 'class'
      ? this.#method(base.file, base.declaration, name, ofClass, depth + 1)
      : [];
  }

  #ofMember(file: SourceFile, value: MemberValue, depth: number): readonly LocatedFunction[] {
    const { object } = value;
    const own = isThis(object) ? this.#ofThis(file, object, value.name, depth) : [];
    return own.length > 0 ? own : this.named(this.code.origin({ file, value }), depth);
  }

  /** A method of the class around it: `this` does not show whether that is an instance. */
  #ofThis(file: SourceFile, value: Value, name: string, depth: number): readonly LocatedFunction[] {
    const around = this.code.origin({ file, value });
    if (around.is !== 'declared' || around.declaration.kind !== 'class') return [];
    return [true, false].flatMap((ofClass) =>
      this.#method(around.file, around.declaration, name, ofClass, depth + 1),
    );
  }

  /** What a call of a function of the project returns, where that is a function. */
  #result(call: Located<CallValue>, depth: number): readonly LocatedFunction[] | undefined {
    const returned = call.value.construct ? undefined : this.#returned(call, depth);
    return returned && this.of(returned, depth + 1);
  }

  /** The one thing the called function returns. */
  #returned({ file, value }: Located<CallValue>, depth: number): Located | undefined {
    const made = this.of({ file, value: value.callee }, depth + 1).at(-1);
    const [returned, ...more] = made?.function.returned ?? [];
    return made && returned && more.length === 0 ? { file: made.file, value: returned } : undefined;
  }

  /** The signature a variable is annotated with, inline or by the name of a type, which may be that of another. */
  typed(file: SourceFile, { type }: Declaration, depth = 0): readonly LocatedFunction[] {
    if (!type || !/^[\w$]+$/.test(type) || depth > DEEPEST) return [];
    const index = file.facts.declarations.findIndex(
      ({ name, kind, within }) =>
        name === type && within === -1 && (kind === 'type' || kind === 'import'),
    );
    const origin = index === -1 ? undefined : this.origins.declared(file, index, []);
    if (origin?.is !== 'declared' || origin.declaration.kind !== 'type') return [];
    const { functions } = origin.declaration;
    return functions
      ? this.#at(origin.file, functions)
      : this.typed(origin.file, origin.declaration, depth + 1);
  }

  #at(file: SourceFile, indices: readonly number[]): readonly LocatedFunction[] {
    return indices.flatMap((index) => {
      const found = file.facts.functions[index];
      return found ? [{ file, function: found }] : [];
    });
  }
}

const isThis = (value: Value) => value.is === 'name' && /^(this|super)$/.test(value.name);
