import type { Span } from '../../../model/facts.js';
import type { ClientDocument, DataNode } from '../../../model/project.js';
import { textEntries } from '../../configuration/documents/texts.js';

/**
 * What a client file says in place of a value in the environment of a server: the variable of the same name, as all
 * clients that read the file write it. Undefined elsewhere, and where a client takes values literally.
 */
export function referenceFor(
  client: ClientDocument,
  secret: Span,
): { value: DataNode; text: string; hint: string } | undefined {
  for (const { value: server } of client.servers) {
    if (server.is !== 'map') continue;
    for (const { key, value: environment } of server.entries) {
      if (!/^env(ironment)?$/.test(key)) continue;
      const entry = textEntries(environment).find(
        ({ value: { start, end } }) => start <= secret.start && secret.end <= end,
      );
      const text =
        entry && /^[A-Za-z_]\w*$/.test(entry.key) ? client.reference(entry.key) : undefined;
      if (!entry || text === undefined) continue;
      return {
        value: entry.value,
        text: JSON.stringify(text),
        hint: `Revoke it, set "${entry.key}" in the environment of the client, and write "${text}" here.`,
      };
    }
  }
  return undefined;
}
