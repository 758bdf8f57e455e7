import type { CommandContext } from '../model/command.js';
import type { StoredSecret } from '../sources/description.js';

/** Saves the credentials of a client's entries in the encrypted store. */
export async function storeEntrySecrets(
  { ui }: CommandContext,
  root: string,
  secrets: readonly StoredSecret[],
): Promise<void> {
  await (await import('./store-secrets.js')).storeSecrets(root, secrets);
  const names = secrets.map(({ values }) => Object.keys(values).join(', ')).join(', ');
  ui.success(`Stored encrypted, and in no new file: ${names}`);
}

/** @param isReplaced whether the entries were replaced */
export function warnOfPlainText(
  { ui }: CommandContext,
  secrets: readonly StoredSecret[],
  isReplaced: boolean,
): void {
  const files = [...new Set(secrets.flatMap(({ file }) => file ?? []))].join(', ');
  if (files === '') return;
  ui.warn(
    isReplaced
      ? `The backup of ${files} contains these secrets in plain text. Delete it when the new server works.`
      : `${files} still contains these secrets in plain text. When the new server works, remove the old entries there.`,
  );
}
