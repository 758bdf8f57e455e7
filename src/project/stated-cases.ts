import type { Expression, Module } from '../model/module.js';

/** Test cases of the tools of a provider, as its test module states them. */
type StatedCases = ReadonlyMap<string, object>;

/**
 * Returns the cases in the only call of `testProvider` for a provider; undefined where they are not
 * literals, apart from constants of the module.
 */
export function statedCases(
  { calls, variables }: Pick<Module, 'calls' | 'variables'>,
  provider: string,
): StatedCases | undefined {
  const constants = new Map(variables.map(({ name, init }) => [name, init]));
  const values = new Map<string, unknown>();

  /** Returns the JSON value of an expression; undefined if it has other parts. */
  function statedJson(expression: Expression | undefined): unknown {
    if (!expression) return undefined;
    const { name, range, items, isOpen, spreads, members } = expression;
    if (name !== undefined) {
      if (!values.has(name)) values.set(name, undefined).set(name, statedJson(constants.get(name)));
      return values.get(name);
    }
    const [bracket] = range.file.text.slice(range.start, range.start + 1);
    if (bracket === '[') return ifComplete(items.map(statedJson));
    if (bracket !== '{') return expression.value;
    const bases = ifComplete(spreads.map(statedJson));
    const ownEntries = Array.from(members, ([key, value]) => [key, statedJson(value)] as const);
    if (isOpen || !bases || ownEntries.some(([, value]) => value === undefined)) return undefined;
    return Object.assign({}, ...bases, Object.fromEntries(ownEntries)) as object;
  }

  const [tests, ...others] = calls.filter(
    ({ callee, arguments: [, name] }) => callee === 'testProvider' && name?.value === provider,
  );
  const tools = tests?.arguments[2]?.members.get('tools');
  if (!tools || others.length > 0) return undefined;
  const cases = Array.from(tools.members, ([name, value]) => [name, statedJson(value)] as const);
  const isObject = (namedCase: (typeof cases)[number]): namedCase is [string, object] =>
    typeof namedCase[1] === 'object' && namedCase[1] !== null;
  return cases.every(isObject) ? new Map(cases) : undefined;
}

/** Returns the values, if none of them is undefined. */
const ifComplete = <Value>(values: readonly Value[]) =>
  values.includes(undefined as Value) ? undefined : values;
