import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolder } from '../node/files.js';
import { configOf, isWithin } from '../project/config.js';
import { dataFolder, NoDataFolderError } from '../project/data-folder.js';
import { projectOf } from '../project/project.js';
import { isUrl } from '../utils/addresses.js';
import { caseFoldedName } from '../utils/name-rules.js';
import { StartError } from '../utils/start-error.js';
import { withChangeNotices } from './change-notices.js';
import { storageUnavailable, systemErrorCode, throwChangeFailure } from './failures.js';
import { folderStore } from './folder-store.js';
import { userFolder } from './names.js';
import { type OpenFolder, openNestedFolder, openRoot } from './open-folder.js';
import { DEFAULT_FILE_LIMITS, type Files, type FolderFilesOptions } from './store.js';

/**
 * Returns what opens the files of a provider for a caller, in a folder: `storage` in
 * provider-config.yaml, relative to the project. Each caller has a folder in it, unless it is shared.
 * @example export const files = fileRoot(PROVIDER_NAME);
 */
export function fileRoot(provider: string, options: FolderFilesOptions = {}): Files {
  const { shared = false, readOnly = false, exclude = [], notify } = options;
  const isExcludedName = nameMatcher(exclude);
  const limits = { ...DEFAULT_FILE_LIMITS, ...options.limits };
  const createdFolders = new Set<string>();
  /**
   * Creates a folder if it is missing, but only once: if it is missing later, it was moved or
   * unmounted, and files would be written into a new folder.
   */
  async function createOnce(root: string, isIgnored: boolean) {
    if (createdFolders.has(root)) return;
    const isNew = await makeFolder(root).catch(throwChangeFailure);
    if (isNew && isIgnored) await writeFile(join(root, '.gitignore'), '*\n');
    createdFolders.add(root);
  }
  return {
    provider,
    readOnly,
    async of({ principal, signal }) {
      const root = rootOf(provider);
      // Users' files do not belong to the project, so Git ignores a folder that is created for
      // them.
      if (!readOnly && !shared) await createOnce(root, isWithin(projectOf(provider).root, root));
      const userFolders = shared ? [] : [userFolder(principal.userId)];
      const open = () => openUserFolder(provider, root, userFolders);
      const key = [root, ...userFolders].join('/');
      const store = folderStore({
        open,
        key,
        readOnly,
        isExcluded: isExcludedName,
        limits,
        signal,
      });
      const owner = shared ? undefined : principal;
      return notify ? withChangeNotices(store, { provider, notify, owner }) : store;
    },
  };
}

/**
 * Returns a function that tells whether a name equals a pattern, or ends like one that begins with
 * `*`. It ignores case, as some file systems do.
 */
const nameMatcher = (patterns: readonly string[]) => (part: string) =>
  patterns
    .map(caseFoldedName)
    .some((pattern) =>
      pattern.startsWith('*')
        ? caseFoldedName(part).endsWith(pattern.slice(1))
        : caseFoldedName(part) === pattern,
    );

/** @throws StartError if the folder contains the project or the stored credentials */
function rootOf(provider: string): string {
  const { storage = '' } = configOf(provider);
  if (isUrl(storage)) throw new StartError(`"${storage}" is not a folder. Correct "storage".`);
  const project = projectOf(provider);
  const root = resolve(project.root, storage);
  if (isWithin(root, project.root))
    throw new StartError(`"${storage}" contains the project. Set "storage" to another folder.`);
  const credentials = credentialsFolder(provider);
  if (credentials !== undefined && isWithin(root, credentials))
    throw new StartError(
      `"${storage}" contains the stored credentials. Set "storage" to another folder.`,
    );
  return root;
}

function credentialsFolder(provider: string): string | undefined {
  try {
    return dataFolder(provider);
  } catch (error) {
    if (error instanceof NoDataFolderError) return undefined;
    throw error;
  }
}

async function openUserFolder(
  provider: string,
  root: string,
  userFolders: string[],
): Promise<OpenFolder> {
  const folder = await openRoot(root).catch((error: unknown) => {
    throw systemErrorCode(error) === '' ? error : storageUnavailable(provider, error);
  });
  return openNestedFolder(folder, userFolders, 0o700);
}
