import { basename, join, relative, sep } from 'node:path';
import type { CommandContext } from '../model/command.js';
import type { RenderedFile } from '../model/plan.js';
import type { Project } from '../model/project.js';
import { type PackageManager, type StoreKind, storeKinds } from '../model/spec.js';
import { recoverInterrupted } from '../plan/journal.js';
import { projectAbove } from '../project/find.js';
import { packageManagerAt } from '../project/package-manager.js';
import { readProject } from '../project/read.js';
import { forLine } from '../render/runtime.js';
import { formatModule } from './formatter.js';

/** A project to which something is added. */
export interface OpenProject {
  /** Absolute path. */
  root: string;
  model: Project;
  /** Its npm name. */
  name: string;
  packageManager: PackageManager;
  /** Version of the package manager that package.json states. */
  packageManagerVersion?: string;
  /** Adapts a file to the project's SDK line. */
  adapt(file: RenderedFile): RenderedFile;
  /** Credential store; files only if absent. */
  store?: StoreKind;
  /** Returns the text of a file by its path from the root; null if it does not exist. */
  read(path: string): Promise<string | null>;
  /** Returns the path of a file from the root, with links resolved. */
  realPath(path: string): Promise<string>;
  /** Returns a module formatted by the project's formatter; undefined if there is none, or if it fails. */
  layOut(path: string, text: string): Promise<string | undefined>;
}

/**
 * Returns the nearest project at or above the working directory, restored if an earlier run was
 * killed.
 * @param dryRun whether an interrupted run is an error, because nothing may be restored
 * @throws CliError `project/not-found`, and those of `recoverInterrupted`
 */
export async function openProject(
  context: CommandContext,
  dryRun = context.flags.dryRun,
): Promise<OpenProject> {
  const { host, flags } = context;
  const root = await projectAbove(host.files, host.cwd);
  await recoverInterrupted(host.files, root, { dryRun });
  const model = await readProject(host.files, root);
  const packageManager = flags.packageManager ?? (await packageManagerAt(host, root));
  const packageManagerVersion = declaredVersion(model, packageManager);
  const store = storeKinds.find((kind) => importsEntry(model, `stores/${kind}`));
  return {
    root,
    model,
    name: textAt(model, 'name') ?? basename(root),
    packageManager,
    ...(packageManagerVersion && { packageManagerVersion }),
    adapt: forLine(importsEntry(model, 'v1') ? 'v1' : 'v2'),
    ...(store && { store }),
    read: (path) => host.files.read(join(root, path)),
    realPath: async (path) => {
      const [from, to] = [root, join(root, path)].map((place) => host.files.realPath(place));
      return relative((await from) ?? '', (await to) ?? '')
        .split(sep)
        .join('/');
    },
    layOut: (path, text) => formatModule(host, root, path, text),
  };
}

/**
 * Returns whether the code imports an entry point of the runtime. The texts are searched, because
 * parsing all files takes longer.
 */
const importsEntry = (model: Project, entry: string): boolean =>
  [...model.paths].some(
    (path) =>
      path.startsWith('src/') &&
      [`'`, `"`].some((quote) => model.text(path)?.text.includes(`mcp-provider/${entry}${quote}`)),
  );

const textAt = (model: Project, key: string) => model.document('package.json')?.text(key);

/** Matches `"packageManager": "pnpm@10.0.0"`. */
const declaredVersion = (model: Project, packageManager: PackageManager) =>
  textAt(model, 'packageManager')?.split(`${packageManager}@`)[1]?.split('+')[0];
