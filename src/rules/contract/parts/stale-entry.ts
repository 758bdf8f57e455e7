import type { ProjectModel, SourceFile } from '../../../model/project.js';

const ENTRY =
  /^[ \t]*['"]?\w+['"]?: \(\) => import\(['"]\.\/(\w+)\/index(?:\.js)?['"]\),?[ \t]*\r?\n/gm;

/** A line of the list of providers. */
export interface ListEntry {
  /** The directory that it imports. */
  name: string;
  start: number;
  end: number;
}

/** The providers whose index the list imports, and hands on as it is. */
export const listEntries = ({ text }: SourceFile): ListEntry[] =>
  Array.from(text.matchAll(ENTRY), ({ index, 0: line, 1: name = '' }) => ({
    name,
    start: index,
    end: index + line.length,
  }));

/** Providers in the list that have neither code nor settings any more: nothing is left to load. */
export const staleEntries = (file: SourceFile, { providers }: ProjectModel): ListEntry[] =>
  listEntries(file).filter(({ name }) => !providers.some((each) => each.name === name));
