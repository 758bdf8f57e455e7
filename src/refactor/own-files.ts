import type { Export, Import, Module } from '../model/module.js';
import { screamingCase } from '../model/names.js';
import type { Project, Provider } from '../model/project.js';

/** Returns the paths of the files of a provider: its directory, its test, and data of that test. */
export const ownFiles = ({ name, directory }: Provider): RegExp =>
  new RegExp(`^(?:${directory}/|tests/(?:snapshots/)?${name}[./])`);

/**
 * Returns the pattern of environment variables that begin with the name of a provider, but not with
 * the longer name of another one.
 */
export function variablePattern({ name, project }: Provider): RegExp {
  const prefix = `${screamingCase(name)}_`;
  const longer = project.providers
    .map((otherProvider) => `${screamingCase(otherProvider.name)}_`)
    .filter((otherPrefix) => otherPrefix !== prefix && otherPrefix.startsWith(prefix));
  const exclusions = longer.map((longerPrefix) => `(?!${longerPrefix})`).join('');
  return new RegExp(`\\b(TEST_)?${exclusions}${prefix}([A-Z0-9_]+)\\b`, 'g');
}

/**
 * Returns whether a module is imported only because it registers something: `import
 * './get-room.js'`, `export * from './get-room.js'`.
 */
export const isRegistration = (reference: Import | Export): boolean =>
  'dynamic' in reference
    ? reference.name === undefined && !reference.dynamic
    : reference.name === '*';

/** Returns the modules that register a part, with their specifiers. */
export const partRegistrations = (
  project: Project,
  part: Module,
): { path: string; specifier: string; isImport: boolean }[] =>
  project.modulesIn('src').flatMap((module) =>
    [...module.imports, ...module.exports]
      .filter(
        (reference) =>
          isRegistration(reference) && project.resolve(module, reference.specifier ?? '') === part,
      )
      .map((reference) => ({
        path: module.path,
        specifier: reference.specifier ?? '',
        isImport: 'dynamic' in reference,
      })),
  );
