import type { RuntimeFact, RuntimeFacts } from '../../model/runtime.js';
import { ownValue } from '../../model/json-schema/subschemas.js';
import facts from '../../../runtime/facts.json' with { type: 'json' };
import runtimePackage from '../../../runtime/package.json' with { type: 'json' };

// The type of a JSON file has wider strings. A copy in node_modules is never read: a project could forge it.
const { aliases, reexports, modules } = facts as unknown as RuntimeFacts;

/** The module that a package re-exports under a name of its own, else that name. */
export const reexported = (module: string): string => ownValue(reexports, module) ?? module;

const named = (module: string): string => ownValue(aliases, module) ?? module;

/** Whether the runtime exports something that has a meaning from this module. */
export const isRuntimeModule = (module: string): boolean => Object.hasOwn(modules, named(module));

/** What can be imported of the runtime: `mcp-provider/api`. */
export const runtimeEntries: readonly string[] = Object.keys(runtimePackage.exports).map(
  (path) => runtimePackage.name + path.slice(1),
);

/** What an export of the runtime means; undefined for other modules. */
export function exportFact(module: string, name: string): RuntimeFact | undefined {
  const exports = ownValue(modules, named(module));
  return exports && ownValue(exports, name);
}

/** Names of exports and members that call functions of the project with something that has a meaning. */
export function callingNames(): readonly string[] {
  const found = new Set<string>();
  const visit = (named: Readonly<Record<string, RuntimeFact>>) => {
    for (const [name, { calls, members, returns }] of Object.entries(named)) {
      if (calls) found.add(name);
      visit({ ...members, ...(returns && { [name]: returns }) });
    }
  };
  for (const exports of Object.values(modules)) visit(exports);
  return [...found];
}
