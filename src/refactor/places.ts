import { projectFiles } from '../clients/entry/project-files.js';
import type { Data } from '../model/document.js';
import type { Export, Import, Module } from '../model/module.js';
import { screamingCase } from '../model/names.js';
import type { Provider, Project } from '../model/project.js';

/** Paths of the files of a provider: its directory, its test, and data of that test. */
export const ownFiles = ({ name, directory }: Provider): RegExp =>
  new RegExp(`^(?:${directory}/|tests/(?:snapshots/)?${name}[./])`);

/** Environment variables that begin with the name of a provider, and with that of no other one, as a pattern of words. */
export function variablesOf({ name, project }: Provider): RegExp {
  const prefix = `${screamingCase(name)}_`;
  const longer = project.providers
    .map((each) => `${screamingCase(each.name)}_`)
    .filter((each) => each !== prefix && each.startsWith(prefix));
  const others = longer.map((each) => `(?!${each})`).join('');
  return new RegExp(`\\b(TEST_)?${others}${prefix}([A-Z0-9_]+)\\b`, 'g');
}

/** Whether a module is loaded for what it registers: `import './get-room.js'`, `export * from './get-room.js'`. */
export const isRegistration = (each: Import | Export): boolean =>
  'dynamic' in each ? each.name === undefined && !each.dynamic : each.name === '*';

/** The modules that register a part, with the specifier of each. */
export const registrationsOf = (
  project: Project,
  part: Module,
): { path: string; specifier: string; isImport: boolean }[] =>
  project.modulesIn('src').flatMap((module) =>
    [...module.imports, ...module.exports]
      .filter((each) => isRegistration(each) && project.resolve(module, each.from ?? '') === part)
      .map((each) => ({
        path: module.path,
        specifier: each.from ?? '',
        isImport: 'dynamic' in each,
      })),
  );

/** An entry in a client's file of the project that starts a provider. */
interface ClientEntry {
  path: string;
  /** Keys to the entry in the file. */
  keys: readonly string[];
  /** The name of the entry. */
  key: Data['keyAt'];
  /** The name of the provider, behind `--provider`. */
  provider: Data['at'];
}

/** The entries that start a provider of the project. */
export function entriesOf(project: Project, provider: string): ClientEntry[] {
  return [...projectFiles()].flatMap(([path, { containers }]) => {
    const document = project.document(path);
    const container = containers.find((keys) => document?.get(...keys));
    if (!document || !container) return [];
    const entries = [...(document.get(...container)?.members ?? [])];
    return entries.flatMap(([name, entry]) => {
      const words = wordsIn(entry);
      const index = words.findIndex(({ value }) => value === '--provider');
      const named = index < 0 ? undefined : words[index + 1];
      return named?.value === provider
        ? [{ path, keys: [...container, name], key: entry.keyAt, provider: named.at }]
        : [];
    });
  });
}

/** Texts of an entry, in their order. */
const wordsIn = (data: Data): Data[] => {
  const inside = [...data.members.values(), ...data.items];
  return inside.length > 0 ? inside.flatMap(wordsIn) : [data];
};
