import { unknownProvider } from '../../model/errors/project.js';
import { noRuleLeft } from '../../model/errors/validate.js';
import type { HostFiles } from '../../model/host.js';
import { nearestOf } from '../../model/nearest.js';
import type { Project } from '../../model/project.js';
import type { ValidationReport } from '../../model/reporter.js';
import type { RunOptions } from '../../model/rule.js';
import { readProject } from '../../project/read.js';
import { rules } from '../../rules/register.gen.js';
import { merged, seenFrom, validationReport } from '../../rules/validation.js';
import { type Scope, wayDown } from './scope.js';

export interface CheckedProject {
  project: Project;
  report: ValidationReport;
}

export async function loadProjects(files: HostFiles, { projects }: Scope): Promise<Project[]> {
  const loaded: Project[] = [];
  for (const root of projects) loaded.push(await readProject(files, root));
  return loaded;
}

/**
 * @throws CliError `project/unknown-provider` where no project has one of the providers that are asked for,
 * `validate/no-rule-left` where everything that is asked for is off
 */
export function checkProjects(projects: readonly Project[], options: RunOptions): CheckedProject[] {
  const { only, settings } = options;
  if (only && [...only].every((id) => settings?.get(id) === 'off')) throw noRuleLeft();
  const names = projects.flatMap(({ providers }) => providers.map(({ name }) => name));
  for (const wanted of options.providers ?? []) {
    if (!names.includes(wanted)) {
      throw unknownProvider(wanted, nearestOf(wanted, names));
    }
  }
  return projects.map((project) => ({
    project,
    report: validationReport(project, rules, options),
  }));
}

/** One report about all projects, with paths from the root of the repository. */
export function oneReport({ root, base }: Scope, checked: readonly CheckedProject[]) {
  return merged(
    checked.map(({ project, report }) => [
      wayDown(base, project.root),
      seenFrom(root, wayDown(root, project.root), report),
    ]),
  );
}
