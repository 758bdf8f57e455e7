import type { Declaration } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

const NONE: ReadonlySet<string> = new Set();

/** `{ a, ...rest }`: what is bound to a name of its own is not in the rest. */
export function keysBesideRest(
  { facts }: SourceFile,
  { init, path }: Declaration,
): ReadonlySet<string> {
  if (path.at(-1) !== '...') return NONE;
  const beside = facts.declarations.filter((each) => each.init === init && each.path.length === 1);
  return new Set(beside.flatMap((each) => each.path));
}
