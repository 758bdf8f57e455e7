import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolder } from '../node/files.js';
import { configOf, isWithin } from '../project/config.js';
import { dataFolder, NoDataFolderError } from '../project/data-folder.js';
import { projectOf } from '../project/project.js';
import { isUrl } from '../utils/addresses.js';
import { foldCase } from '../utils/name-rules.js';
import { StartError } from '../utils/start-error.js';
import { withChangeNotices } from './change-notices.js';
import { codeOf, notAvailable, throwChangeFailure } from './failures.js';
import { folderStore } from './folder-store.js';
import { userFolder } from './names.js';
import { descend, type OpenFolder, openRoot } from './open-folder.js';
import { type Files, type FolderFilesOptions, LIMITS } from './store.js';

/**
 * The folder of a provider: `storage` in provider-config.yaml, relative to the project. Each caller has a folder in it,
 * unless it is shared.
 * @example export const files = fileRoot(PROVIDER_NAME);
 */
export function fileRoot(provider: string, options: FolderFilesOptions = {}): Files {
  const { shared = false, readOnly = false, exclude = [], notify } = options;
  const isExcluded = matching(exclude);
  const limits = { ...LIMITS, ...options.limits };
  const created = new Set<string>();
  /** Once: a folder that is missing later has been moved or unmounted, and files would end up beside it. */
  async function create(root: string, isIgnored: boolean) {
    if (created.has(root)) return;
    const isNew = await makeFolder(root).catch(throwChangeFailure);
    if (isNew && isIgnored) await writeFile(join(root, '.gitignore'), '*\n');
    created.add(root);
  }
  return {
    provider,
    readOnly,
    async of({ principal, signal }) {
      const root = rootOf(provider);
      // Files of users are no part of the project: Git ignores a folder that is created for them in it.
      if (!readOnly && !shared) await create(root, isWithin(projectOf(provider).root, root));
      const userFolders = shared ? [] : [userFolder(principal.userId)];
      const open = () => openOwn(root, userFolders);
      const key = [root, ...userFolders].join('/');
      const store = folderStore({ open, key, readOnly, isExcluded, limits, signal });
      const owner = shared ? undefined : principal;
      return notify ? withChangeNotices(store, { provider, notify, owner }) : store;
    },
  };
}

/** Whether a name is one of these, or ends like one that begins with `*`; some file systems ignore case. */
const matching = (patterns: readonly string[]) => (part: string) =>
  patterns
    .map(foldCase)
    .some((pattern) =>
      pattern.startsWith('*')
        ? foldCase(part).endsWith(pattern.slice(1))
        : foldCase(part) === pattern,
    );

/** @throws StartError where it contains the project or the stored credentials */
function rootOf(provider: string): string {
  const { storage = '' } = configOf(provider);
  if (isUrl(storage)) throw new StartError(`"${storage}" is not a folder. Correct "storage".`);
  const project = projectOf(provider);
  const root = resolve(project.root, storage);
  if (isWithin(root, project.root))
    throw new StartError(`"${storage}" contains the project. Set "storage" to another folder.`);
  const credentials = credentialsOf(provider);
  if (credentials !== undefined && isWithin(root, credentials))
    throw new StartError(
      `"${storage}" contains the stored credentials. Set "storage" to another folder.`,
    );
  return root;
}

function credentialsOf(provider: string): string | undefined {
  try {
    return dataFolder(provider);
  } catch (error) {
    if (error instanceof NoDataFolderError) return undefined;
    throw error;
  }
}

async function openOwn(root: string, own: string[]): Promise<OpenFolder> {
  const folder = await openRoot(root).catch((error: unknown) => {
    throw codeOf(error) === '' ? error : notAvailable(error);
  });
  return descend(folder, own, 0o700);
}
