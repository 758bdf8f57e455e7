import type { Environment } from '../project/project.js';
import { environmentOf } from '../project/project.js';
import { StartError } from '../utils/start-error.js';
import { dataHome } from '../project/data-folder.js';
import { configuredKeys } from './keys.js';
import { sharedStore, createVault } from './vault.js';
import { countUnsaved } from './unsaved-credentials.js';

export interface StoreState {
  /** How many users' refreshed credentials are only in memory, because the store has failed to take them. */
  unsaved: number;
}

/**
 * Checks the credential store of one provider: that it responds, and that a configured key is usable.
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
 * Checks the settings of keys, stores and folders before a server starts: waiting does not correct them. Keyrings and stores
 * are not contacted, because they may be unavailable only for a while.
 * @throws StartError
 */
export async function checkSettings(providers: readonly string[]): Promise<void> {
  const { CREDENTIALS_KEY: key, CREDENTIALS_KEY_FILE: file } = process.env;
  try {
    if (key || file) await configuredKeys(process.env);
    for (const provider of providers) sharedStore(provider);
    if (process.env.MCP_DATA_DIR) dataHome(process.env);
  } catch (error) {
    if (error instanceof StartError) throw error;
    const { message } = error as Error; // of these functions, and of the file system
    const isUnread = 'code' in (error as Error);
    throw new StartError(isUnread ? `CREDENTIALS_KEY_FILE: ${file} cannot be read.` : message, {
      cause: error,
    });
  }
}

function hasConfiguredKey(env: Environment): boolean {
  const { CREDENTIALS_KEY, CREDENTIALS_KEY_FILE, CREDENTIALS_KEY_COMMAND } = env;
  return Boolean(CREDENTIALS_KEY || CREDENTIALS_KEY_FILE || CREDENTIALS_KEY_COMMAND);
}
