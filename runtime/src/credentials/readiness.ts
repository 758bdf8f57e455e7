import { countUnsaved } from './unsaved.js';
import { createVault } from './vault.js';

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
    if (hasConfiguredKey()) await vault.encryption(false);
    return { unsaved: countUnsaved(provider) };
  };
}

function hasConfiguredKey(): boolean {
  const { CREDENTIALS_KEY, CREDENTIALS_KEY_FILE, CREDENTIALS_KEY_COMMAND } = process.env;
  return Boolean(CREDENTIALS_KEY || CREDENTIALS_KEY_FILE || CREDENTIALS_KEY_COMMAND);
}
