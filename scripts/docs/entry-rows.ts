import type { Kinds } from '../../src/model/catalog.js';
import type { Kind } from '../../src/model/kind.js';
import { snakeCase } from '../../src/model/names.js';
import { fieldsOfKind } from '../../src/rules/contract/parts/entry-fields.js';

export const ENTRY_HEAD = ['key', 'value', 'meaning'];

/** Keys that are no settings of a kind. */
const MEANINGS: Readonly<Record<string, string>> = {
  name: 'Display name of the provider.',
  description: 'What the provider is for.',
  kind: 'What the provider connects to; `api` if absent.',
  base_urls: 'Further base URLs to which requests may take the credentials of the provider.',
  check_path: 'Path of a GET request that the API refuses without credentials. Sign-in sends it.',
  auth: 'The auth style.',
  port: 'Port of the local sign-in server.',
  callback_url: 'Redirect URI of the local OAuth sign-in.',
  token_path:
    'Directory of the stored credentials: in the data directory of the user, or an absolute path outside the project. The name of the provider if absent.',
  credentials_path:
    'JSON file outside the project with `client_id` and `client_secret` of the OAuth client.',
  scopes: 'OAuth scopes that the sign-in requests.',
  surface: '`search` lists a few tools that find, describe and call all others; `tools` if absent.',
  shared_credentials:
    '`true`: callers over HTTP use the credentials in environment variables, too.',
};

/** Every key of an entry in `provider-config.yaml`, from the fields that `validate` checks. */
export function entryRows(kinds: Kinds): string[][] {
  const entries = Object.values(kinds).flatMap((kind) => Object.entries(fieldsOfKind(kind)));
  return [...new Map(entries).keys()].map((key) => {
    const having = Object.entries(kinds).filter(([, kind]) => key in fieldsOfKind(kind));
    const fields = having.flatMap(([, kind]) => fieldsOfKind(kind)[key] ?? []);
    const isOfAll = having.length === Object.keys(kinds).length;
    const names = isOfAll ? '' : ` (${having.map(([name]) => `\`${name}\``).join(', ')})`;
    const required = fields.every((field) => field.required) ? ', required' : '';
    const [first] = fields;
    const words = key === 'auth' ? 'an auth style of the kind' : first?.words;
    return [`\`${key}\`${names}${required}`, words ?? '', meaningOf(key, having[0]?.[1])];
  });
}

/** @throws Error for a key without a meaning */
function meaningOf(key: string, kind: Kind | undefined): string {
  const setting = kind?.spec.settings.find((each) => snakeCase(each.key) === key);
  const text = setting?.schema.description ?? MEANINGS[key];
  if (text === undefined) throw new Error(`scripts/docs/entry-rows.ts: no meaning of "${key}".`);
  return text;
}
