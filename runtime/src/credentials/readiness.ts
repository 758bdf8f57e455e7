import { dataFolder, dataHome, requireWritable } from '../project/data-folder.js';
import { log } from '../project/log.js';
import { environmentOf, openProjects } from '../project/project.js';
import { codeOf } from '../utils/error-code.js';
import { setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import { configuredKeys, hasConfiguredKey } from './keys.js';
import { countUnsaved } from './unsaved-credentials.js';
import { createVault, sharedQueueOf, sharedStore } from './vault.js';

/** The state of a store of credentials for `/readyz`. */
export interface StoreState {
  /** Number of users whose refreshed credentials are only in memory, because the store has not accepted them. */
  unsaved: number;
}

/**
 * Checks that the credential store of one provider responds, and that a configured key is usable.
 * @returns a check that rejects with the reason, which is for the log
 */
export function credentialCheck(provider: string): () => Promise<StoreState> {
  const vault = createVault(provider);
  return async () => {
    const records = await vault.records();
    await records.get(`${provider}-readiness`);
    if (hasConfiguredKey(environmentOf(provider))) await vault.encryption(false);
    return { unsaved: countUnsaved(provider) };
  };
}

/**
 * Checks the settings of keys, stores and folders before a server starts, because waiting does not
 * correct them. Keyrings and stores are not contacted, because they may be unavailable only for a
 * while.
 * @throws StartError
 */
export async function checkCredentialSettings(providers: readonly string[]): Promise<void> {
  const file = setting('CREDENTIALS_KEY_FILE');
  try {
    if (setting('CREDENTIALS_KEY') ?? file) await configuredKeys(process.env);
    for (const project of openProjects()) sharedQueueOf(project);
    const [localProvider] = providers.filter((provider) => !sharedStore(provider));
    if (!setting('MCP_DATA_DIR')) return;
    dataHome(process.env);
    // A folder that is not writable is only logged, because stored credentials can still be read.
    if (localProvider !== undefined)
      await requireWritable(dataFolder(localProvider)).catch((error: unknown) =>
        log('error', (error as StartError).message),
      );
  } catch (error) {
    if (error instanceof StartError) throw error;
    const { message } = error as Error; // an error of these functions or the file system
    throw new StartError(
      codeOf(error) !== undefined ? `CREDENTIALS_KEY_FILE: ${file} cannot be read.` : message,
      {
        cause: error,
      },
    );
  }
}
