import type { Code, Located, LocatedFunction } from '../../model/code.js';
import type { CallValue, Declaration, FunctionFact } from '../../model/facts.js';
import { ITERATES, itemPosition } from '../../model/iteration.js';
import type { SourceFile } from '../../model/project.js';
import { isGlobal } from './forms.js';
import { addedTo } from './grown.js';

/** Methods that return one item of a list or a map. */
const TAKES = /^(get|at|find|findLast|pop|shift)$/;

/**
 * The functions that a list, a map or an object holds, or the one that a call takes out of it: `handlers.get('room')`.
 * `part` is the way from an item to the function, as in `for (const [, run] of steps)`.
 */
export function functionsKept(
  code: Code,
  located: Located,
  [part]: readonly string[] = [],
): readonly LocatedFunction[] {
  const { file, value } = code.resolve(located);
  if (value.is !== 'call' || value.construct) {
    // A map hands on its values in pairs.
    const items = [...itemsOf(code, { file, value }), ...addedTo(code, located)];
    const parts =
      part === undefined ? items : items.map((item) => partOf(code, item, part) ?? item);
    return implemented(code, parts);
  }
  const { callee, arguments: given } = value;
  if (callee.is !== 'member' || !TAKES.test(callee.name)) return [];
  const [first] = given;
  const key = callee.name === 'get' && first ? code.constant({ file, value: first }) : undefined;
  const collection = { file, value: callee.object };
  return implemented(code, [
    ...itemsOf(code, code.resolve(collection), key),
    ...addedTo(code, collection, key),
  ]);
}

const ITERATIONS = new WeakMap<SourceFile, ReadonlyMap<FunctionFact, CallValue>>();

/** The list whose items a parameter is: `sinks` of `sinks.forEach((sink) => sink(line))`. */
export function iteratedBy(file: SourceFile, parameter: Declaration): Located | undefined {
  const { functions, calls } = file.facts;
  let iterations = ITERATIONS.get(file);
  if (!iterations) {
    const found = new Map<FunctionFact, CallValue>();
    for (const call of calls) {
      const [given] = call.arguments;
      const run = given?.is === 'function' ? functions[given.function] : undefined;
      if (run && call.callee.is === 'member' && ITERATES.test(call.callee.name))
        found.set(run, call);
    }
    iterations = found;
    ITERATIONS.set(file, iterations);
  }
  const owner = functions[parameter.within];
  const callee = owner && iterations.get(owner)?.callee;
  return callee?.is === 'member' && parameter.parameter === itemPosition(callee.name)
    ? { file, value: callee.object }
    : undefined;
}

/** What is in a list: `[new Hook()]`, `urls.map((url) => new Hook(url))` */
export function itemsMade(code: Code, located: Located): readonly Located[] {
  const { file, value } = code.resolve(located);
  if (value.is !== 'call') return itemsOf(code, { file, value });
  const [by] = value.callee.is === 'member' && value.callee.name === 'map' ? value.arguments : [];
  return (by ? code.functions({ file, value: by }) : []).flatMap((run) =>
    run.function.returned.map((made) => ({ file: run.file, value: made })),
  );
}

/** What is in a collection, under one key where it has keys. */
function itemsOf(code: Code, { file, value }: Located, key?: unknown): readonly Located[] {
  if (value.is === 'array') return code.list({ file, value }) ?? [];
  if (value.is === 'object') return code.object({ file, value })?.properties ?? [];
  if (value.is !== 'call' || !value.construct) return [];
  const [list] = value.arguments;
  const items = (list && code.list({ file, value: list })) ?? [];
  if (!isGlobal(value.callee, 'Map')) return items;
  return items.flatMap((pair) => {
    const [name, item] = code.list(pair) ?? [];
    const fits = key === undefined || (name !== undefined && code.constant(name) === key);
    return fits && item ? [item] : [];
  });
}

/** An item of a list, or a property of an object. */
export const partOf = (code: Code, of: Located, part: string): Located | undefined =>
  code.list(of)?.[Number(part)] ?? code.object(of)?.properties.find(({ key }) => key === part);

/** Each function once, however often it is in the collection. */
function implemented(code: Code, items: readonly Located[]): readonly LocatedFunction[] {
  const all = items.flatMap((item) => code.functions(item).filter((each) => each.function.body));
  return [...new Map(all.map((each) => [each.function, each])).values()];
}
