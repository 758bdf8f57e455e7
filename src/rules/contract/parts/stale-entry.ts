import type { ProjectModel, SourceFile } from '../../../model/project.js';

const ENTRY =
  /^[ \t]*['"]?\w+['"]?: \(\) => import\(['"]\.\/(\w+)\/index(?:\.js)?['"]\),?[ \t]*\r?\n/gm;

/** A line of the list of providers. */
export interface StaleEntry {
  /** The directory that it imports. */
  name: string;
  start: number;
  end: number;
}

/** Providers in the list that have neither code nor settings any more: nothing is left to load. */
export function staleEntries({ text }: SourceFile, { providers }: ProjectModel): StaleEntry[] {
  return Array.from(text.matchAll(ENTRY), ({ index, 0: line, 1: name = '' }) => ({
    name,
    start: index,
    end: index + line.length,
  })).filter(({ name }) => !providers.some((each) => each.name === name));
}
