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
import { nearestOf } from '../../model/nearest.js';
import type { RelPath } from '../../model/path.js';
import type { Project } from '../../model/project.js';
import type { ValidationReport } from '../../model/reporter.js';
import type { RunOptions } from '../../model/rule.js';
import { realLocation } from '../../plan/location.js';
import { projectAbove } from '../../project/find.js';
import { projectsBelow } from '../../project/projects-below.js';
import { readProject } from '../../project/read.js';
import { repositoryOf } from '../../project/repository.js';
import { rules } from '../../rules/register.gen.js';
import { mergeReports, seenFrom, validationReport } from '../../rules/validation.js';

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

/** One report about all projects, with paths from the root of the repository. */
export function oneReport({ root, base }: Scope, checked: readonly CheckedProject[]) {
  return mergeReports(
    checked.map(({ project, report }) => [
      wayDown(base, project.root),
      seenFrom(root, wayDown(root, project.root), report),
    ]),
  );
}

/** What is checked; all paths are absolute. */
export interface Scope {
  /** Of the repository the projects lie in: reports name files from here, so that code hosts find them. */
  root: string;
  /** The project, or the directory that holds all of them. */
  base: string;
  projects: readonly string[];
}

/**
 * All projects at or below `directory`, else the one it lies in; without a directory, the one `cwd` lies in.
 * @throws CliError `project/not-found`, `project/no-directory`, `project/not-a-directory`, `disk/refused`
 */
export async function scopeOf(
  files: HostFiles,
  cwd: string,
  directory: string | undefined,
): Promise<Scope> {
  const path = resolve(cwd, directory ?? '.');
  if ((await files.kind(path)) === null) throw noDirectory(directory ?? cwd);
  // A repository holds a link as such: code hosts know the files behind it by their own names only.
  const start = await files.realPath(path);
  if ((await files.kind(start)) !== 'directory') throw noProjectDirectory(directory ?? cwd);
  const projects = directory === undefined ? [] : await projectsBelow(files, start);
  const isAbove = projects.length === 0;
  if (isAbove) {
    const notFound = directory === undefined ? noProjectAbove : undefined;
    projects.push(await projectAbove(files, start, notFound));
  }
  const base = (projects.length === 1 ? projects[0] : undefined) ?? start;
  // Of what is named, however many projects there are: a finding has the same path in every run.
  return { root: await repositoryOf(files, isAbove ? base : start), base, projects };
}

/** The way down from one directory to another, with `/`; empty where they are the same. */
export const wayDown = (from: string, to: string) => relative(from, to).split(sep).join('/');

/** The path of a file of a project, from the directory that is checked. */
export function fromBase(base: string, root: string, path: string) {
  const way = wayDown(base, root);
  // Read from the disk below the base.
  return (way === '' ? path : `${way}/${path}`) as RelPath;
}

/** A project whose findings have no fix in files that links lead to out of `base`: these are never changed. */
export async function withFixesInside(
  files: HostFiles,
  base: string,
  { project, report }: CheckedProject,
  refuse: (error: CliError) => void = () => undefined,
): Promise<CheckedProject> {
  const outside = new Set<string>();
  for (const path of new Set(report.findings.flatMap(changedBy))) {
    try {
      await realLocation(files, base, fromBase(base, project.root, path));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      outside.add(path);
      refuse(error);
    }
  }
  const findings = report.findings.map((finding) => {
    if (!changedBy(finding).some((path) => outside.has(path))) return finding;
    const unfixed = { ...finding };
    delete unfixed.fix;
    delete unfixed.creates;
    return unfixed;
  });
  return { project, report: { ...report, findings } };
}

const changedBy = ({ creates, fix = [] }: Finding): string[] => [
  ...(creates === undefined ? [] : [creates]),
  ...fix.map(({ file }) => file),
];
