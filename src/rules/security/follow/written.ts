import type { CallValue, Declaration, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** Something put into a variable after its declaration, under these keys. */
export interface Written {
  keys: readonly string[];
  value: Value;
  /** Behind what is there already. */
  adds: boolean;
}

/** What one file does with its variables and functions, beyond declaring them. */
export interface Uses {
  /** What is put into `this` is put into its class. */
  written: ReadonlyMap<Declaration, readonly Written[]>;
  /** The call that a function written among its arguments is handed to. */
  handed: ReadonlyMap<number, { call: CallValue; position: number }>;
}

const USES = new WeakMap<SourceFile, Uses>();

export function usesIn(file: SourceFile): Uses {
  let uses = USES.get(file);
  if (!uses) {
    uses = {
      written: writtenIn(file),
      handed: new Map(file.facts.calls.flatMap(callbacksOf)),
    };
    USES.set(file, uses);
  }
  return uses;
}

function writtenIn({ facts }: SourceFile): Uses['written'] {
  const found = new Map<Declaration, Written[]>();
  const put = (target: Value, keys: readonly string[], value: Value, adds = false) => {
    const [root, way] = rootOf(target);
    const declaration = root.is === 'name' ? facts.declarations[root.declaration] : undefined;
    if (!declaration || declaration.kind === 'import') return;
    const list = found.get(declaration) ?? [];
    found.set(declaration, [...list, { keys: [...way, ...keys], value, adds }]);
  };
  for (const { operator, target, value } of facts.assignments) {
    if (value && operator.endsWith('=')) put(target, [], value, operator === '+=');
  }
  for (const { callee, arguments: given } of facts.calls) {
    if (callee.is !== 'member') continue;
    const [first, second] = given;
    if (/^(push|unshift|add)$/.test(callee.name)) {
      for (const value of given) put(callee.object, ['*'], value);
    } else if (/^(set|append)$/.test(callee.name) && first && second) {
      put(callee.object, [first.is === 'string' ? first.value : '*'], second);
    } else if (callee.name === 'assign' && first && callee.object.is === 'name') {
      for (const value of given.slice(1)) put(first, [], value);
    }
  }
  return found;
}

/** `a` and `['b', 'c']` of `a.b.c`. */
function rootOf(value: Value): [root: Value, keys: string[]] {
  if (value.is !== 'member') return [value, []];
  const [root, keys] = rootOf(value.object);
  return [root, [...keys, value.name]];
}

const callbacksOf = (call: CallValue) =>
  call.arguments.flatMap((given, position) =>
    given.is === 'function' ? [[given.function, { call, position }] as const] : [],
  );
