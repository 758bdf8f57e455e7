import { AsyncLocalStorage } from 'node:async_hooks';
import { dirname, join } from 'node:path';
import type { TokenVerifier } from '../identity/principal.js';
import { builtinModule, fileSystem, workingFolder } from '../node/node-module.js';
import type { Environment } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import { CONFIG_FILE, type ProviderConfig, readConfig } from './config-file.js';
import type { Branding, LogSink, OwnIssuer, PendingSave, SharedStore } from './interfaces.js';
import type { SharedQueue } from './job-queue.js';
import type { Metrics } from './metrics.js';

/** The state that all servers of one project share. */
export interface Project {
  readonly root: string;
  /** Entries of provider-config.yaml, by provider. */
  readonly config: Readonly<Record<string, ProviderConfig>>;
  readonly stores: readonly SharedStore[];
  readonly queue?: SharedQueue | undefined;
  /** Log sink. Absent: JSON lines on stderr. */
  readonly log?: LogSink | undefined;
  readonly metrics?: Metrics | undefined;
  /** Name and colors of the pages for browsers. */
  readonly branding?: Branding | undefined;
  /** Credentials that the store has failed to save: a server stores them before it ends. */
  readonly unsaved: Set<PendingSave>;
  /** Closes what ends with the server: connections and programs. */
  readonly ending: Set<() => Promise<void>>;
  /** Variables such as `<NAME>_BASE_URL`, and the location of stored credentials. */
  readonly env: Environment;
  /** The built-in authorization server, while it is served. */
  issuer?: OwnIssuer | undefined;
  /** Verifies the tokens of another issuer while the project is served over HTTP. */
  verifier?: TokenVerifier | undefined;
  /** Set by the suites of `mcp-provider/testing`: each call runs its tool, also one with `task` or `once`. */
  isTested?: boolean;
}

/** The parts that an author of a server can provide for any transport. */
export interface ProjectSettings {
  /** Shared stores for credentials. The protocol of `TOKEN_STORE` selects one. */
  stores?: readonly SharedStore[];
  /**
   * Runs tasks and deliveries of events if several machines share a store.
   * @beta
   */
  queue?: SharedQueue;
  /** Log sink that replaces JSON lines on stderr. */
  log?: LogSink;
  /** Counts calls, and requests that exceed a limit; `runServer` adds `/metrics` to its server. */
  metrics?: Metrics;
  /** Name and colors of the pages where users sign in. */
  branding?: Branding;
}

/** Settings of a project that one process serves together with others. */
export interface ProjectOptions extends ProjectSettings {
  /** The variables of its providers, of `TOKEN_STORE`, keys and `MCP_DATA_DIR`. Default: `process.env`. */
  env?: Environment;
}

/**
 * The registry of open projects. The code of a provider runs in its project, or finds it by the
 * provider's name, if only one project has that name. All copies of this package in a process use
 * the same registry; otherwise another copy would not know the stores that `runServer` has.
 */
interface OpenProjects {
  projects: Set<Project>;
  /** The project that the running code belongs to, if the process can have several. */
  running: AsyncLocalStorage<Project>;
  /** A project that was opened because a provider's code ran before any server, as in tests. */
  implicit?: Project | undefined;
}
const KEY = Symbol.for('mcp-provider/projects@3');
const globalRegistry = globalThis as { [KEY]?: OpenProjects };
const registry: OpenProjects = (globalRegistry[KEY] ??= {
  projects: new Set(),
  running: new AsyncLocalStorage(),
});

/**
 * Opens the project whose folder contains `start`. Several open projects of one process can have providers with the same
 * name, because each handler knows its project.
 * @param start a folder of the project, such as `import.meta.dirname`
 * @throws StartError if it has no provider-config.yaml, or an invalid one
 */
export function openProject(start: string, options: ProjectOptions = {}): Project {
  const root = rootAbove(start);
  const project = newProject(root, readConfig(root), options);
  if (registry.implicit) closeProject(registry.implicit);
  registry.projects.add(project);
  return project;
}

/**
 * Returns a project without files, for providers whose settings are in code. It has no name to be
 * found by: its code runs in it, so two such projects can have providers of the same name.
 */
export const projectInCode = (config: Project['config'], options: ProjectOptions = {}): Project =>
  newProject(workingFolder(), config, options);

const newProject = (
  root: string,
  config: Project['config'],
  { stores = [], queue, log, metrics, branding, env = process.env }: ProjectOptions,
): Project => ({
  root,
  config,
  stores,
  queue,
  log,
  metrics,
  branding,
  unsaved: new Set(),
  ending: new Set(),
  env,
});

/** Runs code that belongs to a project, and all that it starts. */
export const runInProject = <T>(project: Project, task: () => T): T =>
  registry.running.run(project, task);

/** Returns the project that the running code belongs to, if it has this provider. */
export function runningProject(provider: string): Project | undefined {
  const project = registry.running.getStore();
  return project && Object.hasOwn(project.config, provider) ? project : undefined;
}

/**
 * Returns whether all code finds this project without `runInProject`, which makes each `await` of
 * the process slower in Node.js 20.
 */
export const isOnlyOpenProject = (project: Project): boolean =>
  registry.projects.size === 1 && registry.projects.has(project);

/** Closes a project, so that it is no longer found by the names of its providers. */
export function closeProject(project: Project): void {
  registry.projects.delete(project);
  if (registry.implicit === project) registry.implicit = undefined;
}

/**
 * Returns the project of a provider: the one that the running code belongs to, else the open one
 * that has the name, else the one that contains the working directory.
 * @throws StartError if none has it, or several have it
 */
export function projectOf(provider: string): Project {
  const project = knownProjectOf(provider);
  if (project) return project;
  if (registry.projects.size > 0) throw missingEntryError(provider);
  fileSystem(); // in a worker, this throws an error with the alternative to files
  throw new StartError(
    `${CONFIG_FILE} not found in ${workingFolder()} or above it. Add it to what is deployed (Vercel: includeFiles; Netlify: included_files; Next.js: outputFileTracingIncludes), pass openProject(FOLDER) as "project" to createHandler, or state "baseUrl" in defineProvider.`,
  );
}

/** Returns the project of a provider; undefined if no project has it. @throws StartError if several have it */
export function knownProjectOf(provider: string): Project | undefined {
  const running = runningProject(provider);
  if (running) return running;
  if (registry.projects.size === 0 && folderAbove(workingFolder()) !== undefined) currentProject();
  let match: Project | undefined;
  for (const project of registry.projects) {
    if (!Object.hasOwn(project.config, provider)) continue;
    if (match)
      throw new StartError(
        `Provider "${provider}" is in two open projects, ${match.root} and ${project.root}. Serve each with createHandler(provider, { project }).`,
      );
    match = project;
  }
  return match;
}

/** Returns the environment of a provider, or of another name in the project that the running code belongs to. */
export const environmentOf = (provider: string): Environment =>
  (knownProjectOf(provider) ?? onlyProject())?.env ?? process.env;

/** Returns the error for a provider that the configuration does not have. */
export const missingEntryError = (provider: string): StartError =>
  new StartError(`${CONFIG_FILE} has no entry "${provider}".`);

/**
 * Returns the open project; opens that of the working directory if there is none.
 * @throws StartError if there are several
 */
export function currentProject(): Project {
  const [first, ...others] = openProjects();
  if (others.length > 0) throw new StartError('Several projects are open in this process.');
  if (first) return first;
  const project = openProject(workingFolder());
  registry.implicit = project;
  return project;
}

/** Returns the project that the running code belongs to, else the only open one. */
export function onlyProject(): Project | undefined {
  const [project, ...others] = openProjects();
  return others.length === 0 ? project : undefined;
}

/** Returns the project that the running code belongs to, else all open ones. */
export function openProjects(): ReadonlySet<Project> {
  const running = registry.running.getStore();
  return running ? new Set([running]) : registry.projects;
}

/**
 * Returns the root of a project, which is the same from `src/` and from the bundle in `dist/`. It
 * is not searched from this file, because packages may be outside the project.
 */
function rootAbove(start: string): string {
  const root = folderAbove(start);
  if (root !== undefined) return root;
  fileSystem(); // in a worker, this throws an error with the alternative to files
  throw new StartError(`${CONFIG_FILE} not found in ${start} or above it.`);
}

function folderAbove(start: string): string | undefined {
  const fs = builtinModule('node:fs');
  if (!fs) return undefined;
  let directory = start;
  while (!fs.existsSync(join(directory, CONFIG_FILE))) {
    const parent = dirname(directory);
    if (parent === directory) return undefined;
    directory = parent;
  }
  return directory;
}

/**
 * Keeps one value for each project that has this provider, so that the memory of a provider's code
 * ends with its project.
 */
export function valuePerProject<Value>(provider: string, make: () => Value): () => Value {
  const values = new WeakMap<Project, Value>();
  return () => {
    const project = projectOf(provider);
    const cached = values.get(project);
    if (cached !== undefined) return cached;
    const value = make();
    values.set(project, value);
    return value;
  };
}
