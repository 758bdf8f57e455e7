import type { Located } from '../../../model/code.js';
import type { CallValue, Declaration, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** The variables that a host to listen on comes from; undefined where they are unknown. */
export type About = ReadonlySet<Declaration> | undefined;

export const aboutHost = ({ file, value }: Located): About => setOf(rootOf(file, value));

/** What a caller hands over in the place of these parameters. */
export function passed({ file, value: call }: Located<CallValue>, about: About): About {
  const parameters = [...(about ?? [])].flatMap(({ parameter }) => parameter ?? []);
  const [parameter] = parameters;
  const given = parameter === undefined ? undefined : call.arguments[parameter];
  if (!given) return undefined;
  if (given.is !== 'object') return setOf(rootOf(file, given));
  const host = given.entries.find(
    (entry) => entry.is === 'entry' && /^host(name)?$/.test(entry.key),
  );
  return host && setOf(rootOf(file, host.value));
}

/** A check without arguments, or of something that cannot be followed, gets the benefit of the doubt. */
export function isAbout(file: SourceFile, given: readonly Value[], about: About): boolean {
  if (!about || given.length === 0) return true;
  const roots = given.map((value) => rootOf(file, value));
  return roots.some((root) => !root || about.has(root));
}

const setOf = (root: Declaration | undefined): About => root && new Set([root]);

/** The variable at the beginning of a chain, followed to where it was taken from. */
function rootOf(file: SourceFile, value: Value, depth = 0): Declaration | undefined {
  if (value.is === 'member') return rootOf(file, value.object, depth + 1);
  const declaration = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
  const { init, kind } = declaration ?? {};
  const isTaken = kind !== 'parameter' && (init?.is === 'name' || init?.is === 'member');
  return isTaken && depth < 20 ? (rootOf(file, init, depth + 1) ?? declaration) : declaration;
}
