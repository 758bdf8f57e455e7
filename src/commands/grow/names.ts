import { isDeepStrictEqual } from 'node:util';
import { elsewhere, nameInUse, nameTaken } from '../../model/errors/grow.js';
import type { ProviderModel } from '../../model/project.js';
import type { ProviderSpec } from '../../model/spec.js';
import type { RenderedPart } from '../../render/part.js';
import { collisions } from '../../spec/check/collisions.js';
import type { Additions } from '../../spec/defaults.js';
import { definitionsOf, namesOf } from './definitions.js';

/** Under which key a kind stands in specs and in models. */
const LISTS = { tool: 'tools', resource: 'resources', prompt: 'prompts' } as const;

/** A name that cannot stand beside the others. @throws CliError `grow/name-taken` */
export function refuseTaken(kind: string, name: string, taken: readonly string[]): void {
  if (taken.includes(name)) throw nameInUse(kind, name);
  const collision = collisions([...taken, name]).find(({ second }) => second === taken.length);
  if (collision) throw nameTaken(kind, name, collision.says);
}

/**
 * The parts that are to be written: without those that were generated from the same spec and then moved to another file.
 * @throws CliError `grow/name-taken`, `grow/elsewhere`
 */
export function partsToWrite(
  provider: ProviderModel,
  parts: readonly RenderedPart[],
  additions: Additions,
  recorded: ProviderSpec | undefined,
): { parts: RenderedPart[]; written: Additions; notes: string[] } {
  const notes: string[] = [];
  const kept = parts.filter((part) => {
    const moved = movedTo(provider, part);
    if (moved === undefined) return true;
    const spec = (list: Additions | undefined) =>
      list?.[LISTS[part.kind]].find(({ name }) => name === part.name);
    const isSame = isDeepStrictEqual(spec(recorded), spec(additions));
    if (!isSame) throw elsewhere(part.kind, part.name, moved);
    notes.push(`The ${part.kind} "${part.name}" is there already, in "${moved}".`);
    return false;
  });
  const isWritten = (kind: keyof typeof LISTS) => (spec: { name: string }) =>
    kept.some((part) => part.kind === kind && part.name === spec.name);
  return {
    parts: kept,
    written: {
      tools: additions.tools.filter(isWritten('tool')),
      resources: additions.resources.filter(isWritten('resource')),
      prompts: additions.prompts.filter(isWritten('prompt')),
    },
    notes,
  };
}

/** The file that defines a part of that name, where it is not the one that would be written. */
function movedTo(
  provider: ProviderModel,
  { kind, name, module }: RenderedPart,
): string | undefined {
  const definitions = definitionsOf(provider)[LISTS[kind]];
  const own = definitions.find((each) => each.name.is === 'known' && each.name.value === name);
  if (own) return own.file.logicalPath === `${module}.ts` ? undefined : own.file.logicalPath;
  refuseTaken(kind, name, namesOf(definitions));
  return undefined;
}
