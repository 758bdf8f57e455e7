import { shownUrl } from '../../model/shown-url.js';
import type { Imported } from '../../openapi/import.js';

const MOST_SERVERS = 3;

/** Options that a provider requires beside its document, and what of the document cannot be used instead. */
export function missingOptions(
  provider: object,
  { servers, security }: Pick<Imported, 'servers' | 'security'>,
): { flags: string[]; reasons: string[] } {
  const flags: string[] = [];
  const reasons: string[] = [];
  if (!('baseUrl' in provider)) {
    flags.push('--base-url');
    for (const { url, note = 'not complete' } of servers.slice(0, MOST_SERVERS))
      reasons.push(`The server ${shownUrl(url)} is ${note}.`);
  }
  if (!('auth' in provider)) {
    flags.push('--auth');
    reasons.push(...security.refused.map(({ detail }) => detail));
  }
  return { flags, reasons };
}
