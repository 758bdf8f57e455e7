import { HIDDEN_VALUE, looksSecret, mayBeSecret } from '../../model/secrets.js';
import { createSecretPattern } from '../../record/secret-forms.js';
import type { Finding } from '../../remote/doctor/finding.js';

export type HeaderEntries = readonly (readonly [name: string, value: string])[];

/** Hides the secrets of the command line, which a server can repeat in any form: users show the report to others. */
export function createSecretHider(url: URL, headers: HeaderEntries): (text: string) => string {
  const secrets = [...url.searchParams, ...headers]
    .filter(([name, value]) => mayBeSecret(name) || looksSecret(value))
    .flatMap(([, value]) => [value, ...secretParts(value)]);
  const pattern = createSecretPattern(secrets);
  return (text) => (pattern ? text.replace(pattern, HIDDEN_VALUE) : text);
}

/** Returns the token of `Bearer TOKEN`; the user name and the password of `Basic BASE64`. */
function secretParts(value: string): string[] {
  const [, scheme = '', credentials = ''] = /^(\S+)\s+(\S+)$/.exec(value) ?? [];
  const login = /^basic$/i.test(scheme) ? Buffer.from(credentials, 'base64').toString() : '';
  return [credentials, ...login.split(':')].filter(Boolean);
}

/** Returns a finding with its texts changed. */
export const mapTexts = (finding: Finding, hide: (text: string) => string): Finding => ({
  ...finding,
  found: hide(finding.found),
  ...(finding.fix !== undefined && { fix: hide(finding.fix) }),
});
