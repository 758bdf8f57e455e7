import type { Located, LocatedFunction } from '../../../model/code.js';
import type { Place, ProviderModel } from '../../../model/project.js';
import { isLostName } from './lost-name.js';

/** A place where something of a provider begins to run. */
export interface Entrance {
  at: Place;
  /** Absent where it cannot be determined. */
  start: LocatedFunction | undefined;
  /** It is a function of the runtime, which sends requests with the credentials of the caller. */
  isSender: boolean;
  of: keyof typeof RUNNERS;
}

const RUNNERS = { tools: 'run', resources: 'read', prompts: 'render' } as const;

/** What clients set off: the functions of tools, resources and prompts. */
export function servedBy(provider: ProviderModel): Entrance[] {
  const { code, modules } = provider.project;
  return (['tools', 'resources', 'prompts'] as const).flatMap((kind) =>
    provider[kind].flatMap((each): Entrance[] => {
      const property = each.property(RUNNERS[kind]);
      if (!property || isLostName(property, modules)) return [];
      const isSender = code.runtime(property)?.sends !== undefined;
      return [{ at: property.at, start: bodyOf(code.functions(property)), isSender, of: kind }];
    }),
  );
}

/**
 * Functions that the provider's API modules export, first those that no other code calls: the others run in these.
 * Sign-in itself is not among them.
 */
export function apiFunctions(provider: ProviderModel): LocatedFunction[] {
  const { code } = provider.project;
  const auth = provider.file('api/auth');
  const isCalled = (found: LocatedFunction) => Number(code.callers(found).length > 0);
  return provider.files
    .filter((file) => file !== auth && file.logicalPath.startsWith(`${provider.directory}/api/`))
    .flatMap((file) =>
      Array.from(code.exports(file).values(), ({ origin }) => bodyOf(code.functions(origin))),
    )
    .filter((found) => found !== undefined)
    .toSorted((one, other) => isCalled(one) - isCalled(other));
}

const bodyOf = (functions: readonly LocatedFunction[]) =>
  functions.findLast(({ function: { body } }) => body);

/** The last of these calls in the provider's own files: what it calls outside is not its fault. */
export function ownCall<T extends Located>(
  { name }: ProviderModel,
  calls: readonly T[],
): T | undefined {
  return calls.findLast(({ file }) => file.provider === name && !file.test);
}
