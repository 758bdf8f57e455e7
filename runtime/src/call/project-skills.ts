import type { Project } from '../project/project.js';
import type { Resource } from './define/definitions.js';

/** Returns the files of a provider's skills, and the names of the tools that each skill mentions. */
export type SkillResources = (provider: string, toolNames: readonly string[]) => Resource[];

const skillsByProject = new WeakMap<Project, SkillResources>();

/** Sets the skills of a project, which is done before its first server is created. */
export const setSkills = (project: Project, resources: SkillResources): void =>
  void skillsByProject.set(project, resources);

/** Returns the skills of a project; undefined if it has none, or none are loaded. */
export const skillsOf = (project: Project | undefined): SkillResources | undefined =>
  project && skillsByProject.get(project);

type LoadSkills = (project: Project, folder: string) => Promise<void>;

let loadingModule: (() => Promise<{ loadSkills: LoadSkills }>) | undefined;

/** Sets the module that loads skills: it is one of the current line of the MCP SDK, which providers of version 1 do not load. */
export const setSkillLoader = (load: NonNullable<typeof loadingModule>): void => {
  loadingModule = load;
};

/** Loads the module that loads skills; undefined with version 1 of the MCP SDK. */
export const skillLoader = async (): Promise<LoadSkills | undefined> =>
  (await loadingModule?.())?.loadSkills;
