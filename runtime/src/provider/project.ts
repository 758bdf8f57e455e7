import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Branding, LogSink, PendingSave, SharedStore } from './ports.js';
import type { Metrics } from '../serving/metrics.js';
import type { ProviderConfig } from './config-file.js';
import { CONFIG_FILE, readConfig } from './config-file.js';
import { StartError } from './start-error.js';

/** What all servers of one project have in common. */
export interface Project {
  readonly root: string;
  /** Entries of provider-config.yaml, by provider. */
  readonly config: Readonly<Record<string, ProviderConfig>>;
  readonly stores: readonly SharedStore[];
  /** Absent: JSON lines on stderr. */
  readonly log?: LogSink | undefined;
  readonly metrics?: Metrics | undefined;
  /** Of pages for browsers. */
  readonly branding?: Branding | undefined;
  /** Credentials that the store has failed to take: a server stores them before it ends. */
  readonly unsaved: Set<PendingSave>;
  /** Closes what ends with a server: connections, programs. */
  readonly ending: Set<() => Promise<void>>;
}

export type ProjectOptions = Partial<Pick<Project, 'stores' | 'log' | 'metrics' | 'branding'>>;

/**
 * The code of a provider finds its project by its name. Names are also prefixes of environment variables, so two projects
 * of one process cannot share one. All copies of this package in a process use the same map; otherwise another copy would
 * not know the stores that `runServer` was given.
 */
interface OpenProjects {
  byProvider: Map<string, Project>;
  /** The project that the running code belongs to, if that is one in code. */
  running: AsyncLocalStorage<Project>;
  /** Opened because the code of a provider ran before any server, as in tests. */
  implicit?: Project | undefined;
}
const KEY = Symbol.for('mcp-provider/projects@2');
const shared = globalThis as { [KEY]?: OpenProjects };
const open: OpenProjects = (shared[KEY] ??= {
  byProvider: new Map(),
  running: new AsyncLocalStorage(),
});

/**
 * Opens the project whose folder contains `start`.
 * @throws StartError where its provider-config.yaml is invalid, or another open project has a provider of the same name
 */
export function openProject(start: string, options: ProjectOptions = {}): Project {
  const root = rootAbove(start);
  const project = projectOn(root, readConfig(root), options);
  if (open.implicit) closeProject(open.implicit);
  const names = Object.keys(project.config);
  for (const name of names) {
    const other = open.byProvider.get(name);
    if (!other) continue;
    throw new StartError(
      `Provider "${name}" is already open in this process, by the project in ${other.root}. Rename one of the two.`,
    );
  }
  for (const name of names) open.byProvider.set(name, project);
  return project;
}

/**
 * A project without files, for providers whose settings are in code. Nothing finds it by a name: its code runs in it, so
 * two of them can have providers of the same name.
 */
export const projectInCode = (config: Project['config'], options: ProjectOptions = {}): Project =>
  projectOn(process.cwd(), config, options);

const projectOn = (
  root: string,
  config: Project['config'],
  { stores = [], log, metrics, branding }: ProjectOptions,
): Project => ({
  root,
  config,
  stores,
  log,
  metrics,
  branding,
  unsaved: new Set(),
  ending: new Set(),
});

/** Runs code that belongs to a project in code, and all that it starts. */
export const inProject = <T>(project: Project, task: () => T): T => open.running.run(project, task);

/** Makes the names of its providers available again. */
export function closeProject(project: Project): void {
  for (const [name, other] of open.byProvider) if (other === project) open.byProvider.delete(name);
  if (open.implicit === project) open.implicit = undefined;
}

/**
 * The project of a provider; where none is open, the project that contains the working directory.
 * @throws StartError where it has no entry in provider-config.yaml
 */
export function projectOf(provider: string): Project {
  const project = knownProjectOf(provider);
  if (project) return project;
  throw noEntry(provider);
}

/** The same; undefined where it has no entry. @throws StartError where no project contains the working directory */
export function knownProjectOf(provider: string): Project | undefined {
  const own = open.running.getStore();
  if (own && Object.hasOwn(own.config, provider)) return own;
  if (open.byProvider.size === 0) currentProject();
  return open.byProvider.get(provider);
}

export const noEntry = (provider: string): StartError =>
  new StartError(`${CONFIG_FILE} has no entry "${provider}".`);

/** The open project. @throws StartError where there are several */
export function currentProject(): Project {
  const [first, ...others] = openProjects();
  if (others.length > 0) throw new StartError('Several projects are open in this process.');
  if (first) return first;
  const project = openProject(process.cwd());
  open.implicit = project;
  return project;
}

/** Of the running code alone, if that belongs to a project in code. */
export function openProjects(): Set<Project> {
  const own = open.running.getStore();
  return new Set(own ? [own] : open.byProvider.values());
}

/** Whether a provider-config.yaml is in the working directory or above it, or a project is open. */
export const hasProjectFile = (): boolean =>
  open.byProvider.size > 0 || folderAbove(process.cwd()) !== undefined;

/** The same from `src/`, and from the bundle in `dist/`. Not from here: packages may lie outside the project. */
function rootAbove(start: string): string {
  const root = folderAbove(start);
  if (root === undefined) throw new StartError(`${CONFIG_FILE} not found in ${start} or above it.`);
  return root;
}

function folderAbove(start: string): string | undefined {
  let directory = start;
  while (!existsSync(join(directory, CONFIG_FILE))) {
    const parent = dirname(directory);
    if (parent === directory) return undefined;
    directory = parent;
  }
  return directory;
}
