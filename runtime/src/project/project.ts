import { AsyncLocalStorage } from 'node:async_hooks';
import { dirname, join } from 'node:path';
import type { TokenVerifier } from '../identity/principal.js';
import { builtinModule, fileSystem, workingFolder } from '../node/node-module.js';
import type { Environment } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import { CONFIG_FILE, type ProviderConfig, readConfig } from './config-file.js';
import type { Metrics } from './metrics.js';
import type { Branding, LogSink, OwnIssuer, PendingSave, SharedStore } from './ports.js';

/** What all servers of one project have in common. */
export interface Project {
  readonly root: string;
  /** Entries of provider-config.yaml, by provider. */
  readonly config: Readonly<Record<string, ProviderConfig>>;
  readonly stores: readonly SharedStore[];
  /** Absent: JSON lines on stderr. */
  readonly log?: LogSink | undefined;
  readonly metrics?: Metrics | undefined;
  /** Name and colors of the pages for browsers. */
  readonly branding?: Branding | undefined;
  /** Credentials that the store has failed to take: a server stores them before it ends. */
  readonly unsaved: Set<PendingSave>;
  /** Closes what ends with a server: connections, programs. */
  readonly ending: Set<() => Promise<void>>;
  /** Variables such as `<NAME>_BASE_URL`, and where credentials are stored. */
  readonly env: Environment;
  /** Its own authorization server, while it is served. */
  issuer?: OwnIssuer | undefined;
  /** Verifies the tokens of another issuer while the project is served over HTTP. */
  verifier?: TokenVerifier | undefined;
}

/** What the author of a server can bring, however it is served. */
export interface ProjectSettings {
  /** Places for credentials that several servers share. The protocol of `TOKEN_STORE` decides which one is used. */
  stores?: readonly SharedStore[];
  /** Replaces JSON lines on stderr. */
  log?: LogSink;
  /** Counts calls, and requests that exceed a limit; `runServer` adds `/metrics` to its server. */
  metrics?: Metrics;
  /** Name and colors of the pages where users sign in. */
  branding?: Branding;
}

/** Settings of a project that one process serves beside others. */
export interface ProjectOptions extends ProjectSettings {
  /** The variables of its providers, of `TOKEN_STORE`, keys and `MCP_DATA_DIR`. Default: `process.env`. */
  env?: Environment;
}

/**
 * The code of a provider runs in its project, or finds it by the provider's name, if only one project has that name. All
 * copies of this package in a process use the same registry; otherwise another copy would not know the stores that
 * `runServer` was given.
 */
interface OpenProjects {
  projects: Set<Project>;
  /** The project that the running code belongs to, if the process can have several. */
  running: AsyncLocalStorage<Project>;
  /** Opened because the code of a provider ran before any server, as in tests. */
  implicit?: Project | undefined;
}
const KEY = Symbol.for('mcp-provider/projects@3');
const shared = globalThis as { [KEY]?: OpenProjects };
const open: OpenProjects = (shared[KEY] ??= {
  projects: new Set(),
  running: new AsyncLocalStorage(),
});

/**
 * Opens the project whose folder contains `start`. Several projects can be open in one process, and have providers of the
 * same name: each is served by a handler that knows its project.
 * @param start a folder of the project, such as `import.meta.dirname`
 * @throws StartError if it has no provider-config.yaml, or an invalid one
 */
export function openProject(start: string, options: ProjectOptions = {}): Project {
  const root = rootAbove(start);
  const project = projectOn(root, readConfig(root), options);
  if (open.implicit) closeProject(open.implicit);
  open.projects.add(project);
  return project;
}

/**
 * A project without files, for providers whose settings are in code. Nothing finds it by a name: its code runs in it, so
 * two of them can have providers of the same name.
 */
export const projectInCode = (config: Project['config'], options: ProjectOptions = {}): Project =>
  projectOn(workingFolder(), config, options);

const projectOn = (
  root: string,
  config: Project['config'],
  { stores = [], log, metrics, branding, env = process.env }: ProjectOptions,
): Project => ({
  root,
  config,
  stores,
  log,
  metrics,
  branding,
  unsaved: new Set(),
  ending: new Set(),
  env,
});

/** Runs code that belongs to a project, and all that it starts. */
export const inProject = <T>(project: Project, task: () => T): T => open.running.run(project, task);

/** The project that the running code belongs to, if it has this provider. */
export function runningProject(provider: string): Project | undefined {
  const project = open.running.getStore();
  return project && Object.hasOwn(project.config, provider) ? project : undefined;
}

/** It is no longer found by the names of its providers. */
export function closeProject(project: Project): void {
  open.projects.delete(project);
  if (open.implicit === project) open.implicit = undefined;
}

/**
 * The project of a provider: the one that the running code belongs to, else the open one that has the name, else the one
 * that contains the working directory.
 * @throws StartError if none has it, or several have it
 */
export function projectOf(provider: string): Project {
  const project = knownProjectOf(provider);
  if (project) return project;
  if (open.projects.size > 0) throw noEntry(provider);
  fileSystem(); // in a worker, it tells what takes the place of files
  throw new StartError(
    `${CONFIG_FILE} not found in ${workingFolder()} or above it. Add it to what is deployed (Vercel: includeFiles; Netlify: included_files; Next.js: outputFileTracingIncludes), pass openProject(FOLDER) as "project" to createHandler, or state "baseUrl" in defineProvider.`,
  );
}

/** The same; undefined if no project has it. @throws StartError if several have it */
export function knownProjectOf(provider: string): Project | undefined {
  const running = runningProject(provider);
  if (running) return running;
  if (open.projects.size === 0 && folderAbove(workingFolder()) !== undefined) currentProject();
  let match: Project | undefined;
  for (const project of open.projects) {
    if (!Object.hasOwn(project.config, provider)) continue;
    if (match)
      throw new StartError(
        `Provider "${provider}" is in two open projects, ${match.root} and ${project.root}. Serve each with createHandler(provider, { project }).`,
      );
    match = project;
  }
  return match;
}

/** The variables of a provider. */
export const environmentOf = (provider: string): Environment =>
  knownProjectOf(provider)?.env ?? process.env;

export const noEntry = (provider: string): StartError =>
  new StartError(`${CONFIG_FILE} has no entry "${provider}".`);

/** The open project. @throws StartError where there are several */
export function currentProject(): Project {
  const [first, ...others] = openProjects();
  if (others.length > 0) throw new StartError('Several projects are open in this process.');
  if (first) return first;
  const project = openProject(workingFolder());
  open.implicit = project;
  return project;
}

/** The one that the running code belongs to, else the only open one. */
export function onlyProject(): Project | undefined {
  const [project, ...others] = openProjects();
  return others.length === 0 ? project : undefined;
}

/** The one that the running code belongs to, else all. */
export function openProjects(): ReadonlySet<Project> {
  const running = open.running.getStore();
  return running ? new Set([running]) : open.projects;
}

/** The same from `src/`, and from the bundle in `dist/`. Not from here: packages may lie outside the project. */
function rootAbove(start: string): string {
  const root = folderAbove(start);
  if (root !== undefined) return root;
  fileSystem(); // in a worker, it tells what takes the place of files
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

/** One value for each project that has this provider: what the code of a provider remembers ends with its project. */
export function perProject<Value>(provider: string, make: () => Value): () => Value {
  const made = new WeakMap<Project, Value>();
  return () => {
    const project = projectOf(provider);
    const cached = made.get(project);
    if (cached !== undefined) return cached;
    const value = make();
    made.set(project, value);
    return value;
  };
}
