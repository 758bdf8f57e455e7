import { relative, resolve, sep } from 'node:path';
import { CliError } from '../../model/errors/cli-error.js';
import {
  noDirectory,
  noProjectAbove,
  noProjectDirectory,
  unknownProvider,
} from '../../model/errors/project.js';
import { noRuleLeft } from '../../model/errors/validate.js';
import type { Finding } from '../../model/finding.js';
import type { HostFiles } from '../../model/host.js';
import type { RelPath } from '../../model/path.js';
import type { Project } from '../../model/project.js';
import type { ValidationReport } from '../../model/reporter.js';
import type { RunOptions } from '../../model/rule.js';
import { nearestOf } from '../../model/text/nearest.js';
import { realLocation } from '../../plan/location.js';
import { projectAbove } from '../../project/find.js';
import { projectsBelow } from '../../project/projects-below.js';
import { readProject } from '../../project/read.js';
import { repositoryRoot } from '../../project/repository.js';
import { rules } from '../../rules/register.gen.js';
import { mergeReports, relativeReport, validationReport } from '../../rules/validation.js';

export interface CheckedProject {
  project: Project;
  report: ValidationReport;
}

export async function loadProjects(files: HostFiles, { projects }: CheckScope): Promise<Project[]> {
  const loadedProjects: Project[] = [];
  for (const root of projects) loadedProjects.push(await readProject(files, root));
  return loadedProjects;
}

/**
 * Checks projects.
 * @throws CliError `project/unknown-provider` if no project has a requested provider,
 * `validate/no-rule-left` if all requested rules are off
 */
export function checkProjects(projects: readonly Project[], options: RunOptions): CheckedProject[] {
  const { onlyRules, settings } = options;
  if (onlyRules && [...onlyRules].every((id) => settings?.get(id) === 'off')) throw noRuleLeft();
  const names = projects.flatMap(({ providers }) => providers.map(({ name }) => name));
  for (const provider of options.providers ?? []) {
    if (!names.includes(provider)) {
      throw unknownProvider(provider, nearestOf(provider, names));
    }
  }
  return projects.map((project) => ({
    project,
    report: validationReport(project, rules, options),
  }));
}

/** Returns one report about all projects, with paths relative to the root of the repository. */
export function oneReport({ root, base }: CheckScope, checkedProjects: readonly CheckedProject[]) {
  return mergeReports(
    checkedProjects.map(({ project, report }) => [
      relativePathBelow(base, project.root),
      relativeReport(root, relativePathBelow(root, project.root), report),
    ]),
  );
}

/** The directories to check; all paths are absolute. */
export interface CheckScope {
  /** The repository that contains the projects. Reports contain paths relative to it, as code hosts need them. */
  root: string;
  /** The project, or the directory that contains all projects. */
  base: string;
  projects: readonly string[];
}

/**
 * Returns all projects at or below `directory`, or else the one that contains it; without a
 * directory, the one that contains `cwd`.
 * @throws CliError `project/not-found`, `project/no-directory`, `project/not-a-directory`,
 * `disk/refused`
 */
export async function findScope(
  files: HostFiles,
  cwd: string,
  directory: string | undefined,
): Promise<CheckScope> {
  const path = resolve(cwd, directory ?? '.');
  if ((await files.kind(path)) === null) throw noDirectory(directory ?? cwd);
  // Links are resolved, because code hosts know the files behind them only by their own paths.
  const start = await files.realPath(path);
  if ((await files.kind(start)) !== 'directory') throw noProjectDirectory(directory ?? cwd);
  const projects = directory === undefined ? [] : await projectsBelow(files, start);
  const isAbove = projects.length === 0;
  if (isAbove) {
    const notFound = directory === undefined ? noProjectAbove : undefined;
    projects.push(await projectAbove(files, start, notFound));
  }
  const base = (projects.length === 1 ? projects[0] : undefined) ?? start;
  // The common base is that of the named directory and not of the projects found, so that a finding
  // has the same path in every run.
  return { root: await repositoryRoot(files, isAbove ? base : start), base, projects };
}

/** Returns the relative path from a directory to one below it, with `/`; empty if they are the same. */
const relativePathBelow = (parent: string, child: string) =>
  relative(parent, child).split(sep).join('/');

/** Returns the path of a project file relative to the checked directory. */
export function pathFromBase(base: string, root: string, path: string) {
  const projectPath = relativePathBelow(base, root);
  // The result is a `RelPath`, because the project was read from the disk below the base.
  return (projectPath === '' ? path : `${projectPath}/${path}`) as RelPath;
}

/** Returns a project without fixes in files that links place outside of `base`, because these must not be changed. */
export async function dropFixesOutside(
  files: HostFiles,
  base: string,
  { project, report }: CheckedProject,
  refuse: (error: CliError) => void = () => undefined,
): Promise<CheckedProject> {
  const outsidePaths = new Set<string>();
  for (const path of new Set(report.findings.flatMap(changedBy))) {
    try {
      await realLocation(files, base, pathFromBase(base, project.root, path));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      outsidePaths.add(path);
      refuse(error);
    }
  }
  const findings = report.findings.map((finding) => {
    if (!changedBy(finding).some((path) => outsidePaths.has(path))) return finding;
    const findingWithoutFix = { ...finding };
    delete findingWithoutFix.fix;
    delete findingWithoutFix.creates;
    return findingWithoutFix;
  });
  return { project, report: { ...report, findings } };
}

const changedBy = ({ creates, fix = [] }: Finding): string[] => [
  ...(creates === undefined ? [] : [creates]),
  ...fix.map(({ file }) => file),
];
