import type { Export, Import, Module } from '../model/module.js';
import { screamingCase } from '../model/names.js';
import type { Project, Provider } from '../model/project.js';

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
