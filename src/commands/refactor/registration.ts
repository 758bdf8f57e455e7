import type { Module } from '../../model/module.js';
import type { Project } from '../../model/project.js';

/** The modules that register a part, by importing nothing from its module, with the specifier of each. */
export const registrationsOf = (
  project: Project,
  part: Module,
): { path: string; specifier: string }[] =>
  project.modulesIn('src').flatMap((module) =>
    module.imports
      .filter((each) => each.name === undefined && !each.dynamic)
      .filter((each) => project.resolve(module, each.from) === part)
      .map(({ from }) => ({ path: module.path, specifier: from })),
  );
