import { basename, join } from 'node:path';
import type { CommandContext } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import type { HostFiles } from '../../model/host.js';
import type { ProjectModel } from '../../model/project.js';
import {
  packageManagers,
  storeKinds,
  type PackageManager,
  type ProviderSpec,
  type StoreKind,
} from '../../model/spec.js';
import { recover } from '../../plan/recover.js';
import { projectAbove } from '../../project/find.js';
import { loadProject } from '../../project/load.js';
import { authStyles } from '../../styles/register.gen.js';
import { checkProvider } from '../../spec/check.js';

/** A project that something is added to. */
export interface GrowingProject {
  /** Absolute. */
  root: string;
  model: ProjectModel;
  /** Its npm name. */
  name: string;
  packageManager: PackageManager;
  /** Where it keeps credentials beside files. */
  store?: StoreKind;
  /** Specs of providers as they were generated, by name; those that are none any more are left out. */
  recorded: ReadonlyMap<string, ProviderSpec>;
  /** Text of a file, by its path from the root; null where there is none. */
  read(path: string): Promise<string | null>;
}

/**
 * The nearest project at or above the working directory, tidied up after a run that was killed.
 * @throws CliError `project/not-found`, and those of `recover`
 */
export async function openProject({ host, flags }: CommandContext): Promise<GrowingProject> {
  const root = await projectAbove(host.files, host.cwd);
  await recover(host.files, root);
  const model = await loadProject(host.files, root);
  const { project, providers } = manifestOf(model);
  const { packageManager, store } = record(project);
  const shared = storeKinds.find((each) => each === store);
  const name = model.documents.packageJson?.get('name');
  const installed = packageManagers.find((each) => each === packageManager);
  return {
    root,
    model,
    name: name?.is === 'scalar' && typeof name.value === 'string' ? name.value : basename(root),
    packageManager: flags.packageManager ?? installed ?? (await lockedBy(host.files, root)),
    ...(shared && { store: shared }),
    recorded: new Map(Object.values(record(providers)).flatMap(specIn)),
    read: (path) => host.files.read(join(root, path)),
  };
}

/** `.mcp-provider.json` belongs to people, too: whatever it holds, growing goes on. */
function manifestOf(model: ProjectModel): Record<string, unknown> {
  try {
    return record(JSON.parse(model.documents.state?.text ?? '{}'));
  } catch {
    return {};
  }
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}; // just checked

function specIn(value: unknown): [string, ProviderSpec][] {
  try {
    const { spec } = checkProvider(value, authStyles);
    return [[spec.name, spec]];
  } catch (error) {
    if (error instanceof CliError) return [];
    throw error;
  }
}

const LOCK_FILES: Readonly<Record<string, PackageManager>> = {
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
};

async function lockedBy(files: HostFiles, root: string): Promise<PackageManager> {
  const names = await files.list(root);
  return names.map((name) => LOCK_FILES[name]).find((manager) => manager !== undefined) ?? 'npm';
}
