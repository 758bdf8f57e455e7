import { dirname, join } from 'node:path/posix';
import { elsewhere, nameInUse, nameTaken } from '../../model/errors/grow.js';
import type { Module } from '../../model/module.js';
import type { Provider } from '../../model/project.js';
import type { RenderedPart } from '../../render/part.js';
import { collisions } from '../../spec/check/collisions.js';
import { namesOf, partNamed } from './definitions.js';
import { isSameCode } from '../../edit/same-code.js';
import { relativeSpecifier } from '../../edit/specifier.js';

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
  provider: Provider,
  parts: readonly RenderedPart[],
): { parts: RenderedPart[]; notes: string[] } {
  const notes: string[] = [];
  const kept = parts.filter((part) => {
    const file = movedTo(provider, part);
    if (!file) return true;
    if (!isSamePart(provider, part, file)) throw elsewhere(part.kind, part.name, file.path);
    notes.push(`The ${part.kind} "${part.name}" already exists in "${file.path}".`);
    return false;
  });
  return { parts: kept, notes };
}

/** The file that defines a part of that name, where it is not the one that would be written. */
function movedTo(provider: Provider, { kind, name, module }: RenderedPart): Module | undefined {
  const own = partNamed(provider, kind, name)?.module;
  if (own) return own.path === `${module}.ts` ? undefined : own;
  refuseTaken(kind, name, namesOf(provider, kind));
  return undefined;
}

/**
 * Whether a part that was moved to another file is what would be written: all of its files are the same but for the
 * paths in their imports.
 */
function isSamePart(
  { project }: Provider,
  { files, module }: RenderedPart,
  moved: Module,
): boolean {
  const target = moved.path.replace(/\.ts$/, '');
  return files.every(({ path, text }) => {
    const from = path.replace(/\.ts$/, '');
    const to = from === module ? target : from;
    const expected = text.replace(IMPORTED, (_, before: string, specifier: string) => {
      const imported = join(dirname(path), specifier);
      return `${before}${relativeSpecifier(`${to}.ts`, imported === module ? target : imported)}.js'`;
    });
    const found = to === target ? moved : project.text(path);
    return found !== undefined && isSameCode(found.text, expected);
  });
}

/** The specifier of a relative import, as it is generated. */
const IMPORTED = /(\bfrom ')(\.[^']*)\.js'/g;
