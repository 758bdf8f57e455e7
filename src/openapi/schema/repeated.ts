import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { COMPONENT } from '../../model/component.js';
import { listOrEmpty } from '../model.js';

/** A property that another one repeats. Dotted paths pass through lists and branches. */
interface RepeatedPath {
  /** Path of the member whose value has all members of an enclosing schema again. */
  at: string;
  /** Path of the property in that member. */
  path: string;
}

/**
 * Returns where properties of a result occur again, because a schema contains itself: the conversion stops
 * at such a reference, so that the schema does not show them. A path to a property reaches only the
 * first one.
 * @param paths of properties, in the form of `response.exclude`
 */
export function repeatedPaths(schema: unknown, paths: readonly string[]): RepeatedPath[] {
  const repeated = new Map<string, RepeatedPath>();
  const visit = (inner: unknown, at: string, enclosing: ReadonlyMap<string, string>): void => {
    if (!isObject(inner)) return;
    const { [COMPONENT]: component, properties, items, additionalProperties, ...more } = inner;
    const start = typeof component === 'string' ? enclosing.get(component) : undefined;
    if (start !== undefined && properties === undefined)
      for (const path of paths)
        if (path.startsWith(start)) {
          const repeatedPath = `${at}.${path.slice(start.length)}`;
          repeated.set(repeatedPath, { at, path: repeatedPath });
        }
    const prefix = at === '' ? '' : `${at}.`;
    const isNew = typeof component === 'string' && start === undefined;
    const within = isNew ? new Map([...enclosing, [component, prefix]]) : enclosing;
    for (const part of [items, ...[more.anyOf, more.oneOf, more.allOf].flatMap(listOrEmpty)])
      visit(part, at, within);
    const members = {
      ...objectOrEmpty(properties),
      ...(isObject(additionalProperties) && { '*': additionalProperties }),
    };
    for (const [name, member] of Object.entries(members)) visit(member, `${prefix}${name}`, within);
  };
  visit(schema, '', new Map());
  return [...repeated.values()];
}
