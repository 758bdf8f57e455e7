import { dirname, join } from 'node:path/posix';
import { elsewhere, nameInUse, nameTaken } from '../../model/errors/grow.js';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import type { RenderedPart } from '../../render/part.js';
import { collisions } from '../../spec/check/collisions.js';
import { definitionsOf, namesOf } from './definitions.js';
import { isSameCode } from '../../edit/same-code.js';
import { relativeSpecifier } from '../../edit/specifier.js';

/** The lists of a provider model, by kind. */
const LISTS = { tool: 'tools', resource: 'resources', prompt: 'prompts' } as const;

/** A name that cannot exist beside the others. @throws CliError `grow/name-taken` */
export function refuseTaken(kind: string, name: string, taken: readonly string[]): void {
  if (taken.includes(name)) throw nameInUse(kind, name);
  const collision = collisions([...taken, name]).find(({ second }) => second === taken.length);
  if (collision) throw nameTaken(kind, name, collision.says);
}

/**
 * The parts to write: without those that the provider has in another file, with the same code.
 * @throws CliError `grow/name-taken`, `grow/elsewhere`
 */
export function partsToWrite(
  provider: ProviderModel,
  parts: readonly RenderedPart[],
): { parts: RenderedPart[]; notes: string[] } {
  const notes: string[] = [];
  const kept = parts.filter((part) => {
    const file = movedTo(provider, part);
    if (!file) return true;
    if (!isSamePart(provider, part, file)) throw elsewhere(part.kind, part.name, file.logicalPath);
    notes.push(`The ${part.kind} "${part.name}" already exists in "${file.logicalPath}".`);
    return false;
  });
  return { parts: kept, notes };
}

/** The file that defines a part of that name, where it is not the one that would be written. */
function movedTo(
  provider: ProviderModel,
  { kind, name, module }: RenderedPart,
): SourceFile | undefined {
  const definitions = definitionsOf(provider)[LISTS[kind]];
  const own = definitions.find((each) => each.name.is === 'known' && each.name.value === name);
  if (own) return own.file.logicalPath === `${module}.ts` ? undefined : own.file;
  refuseTaken(kind, name, namesOf(definitions));
  return undefined;
}

/**
 * Whether a part that was moved to another file is what would be written: all of its files are the same but for the
 * paths in their imports.
 */
function isSamePart(
  { project }: ProviderModel,
  { files, module }: RenderedPart,
  moved: SourceFile,
): boolean {
  const target = moved.logicalPath.replace(/\.ts$/, '');
  return files.every(({ path, text }) => {
    const from = path.replace(/\.ts$/, '');
    const to = from === module ? target : from;
    const expected = text.replace(IMPORTED, (_, before: string, specifier: string) => {
      const imported = join(dirname(path), specifier);
      return `${before}${relativeSpecifier(`${to}.ts`, imported === module ? target : imported)}.js'`;
    });
    const found = to === target ? moved : project.files.get(path);
    return found !== undefined && isSameCode(found.text, expected);
  });
}

/** The specifier of a relative import, as it is generated. */
const IMPORTED = /(\bfrom ')(\.[^']*)\.js'/g;
