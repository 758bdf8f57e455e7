import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import * as z from 'zod';
import { readSettings } from '../node/bounded-input.js';
import {
  ADDRESSES,
  HTTPS,
  isAddress,
  isBaseUrl,
  type Kind,
  PLACES,
  withPlace,
} from '../utils/addresses.js';
import { StartError } from '../utils/start-error.js';
import { SURFACES } from '../utils/surfaces.js';
import { isTokenPath, tokenPathRule } from './token-path.js';

export const CONFIG_FILE = 'provider-config.yaml';

/** In place: `describe` and `meta` copy the schema, and a server makes these at its start. */
const noted = <Schema extends z.ZodType>(schema: Schema, note: z.GlobalMeta): Schema => {
  z.globalRegistry.add(schema, note);
  return schema;
};
const described = <Schema extends z.ZodType>(schema: Schema, description: string): Schema =>
  noted(schema, { description });

const address = (kind: keyof typeof ADDRESSES, words: string, description: string) =>
  noted(
    z.string().refine((text) => isAddress(text, kind), `must be ${words}`),
    { description: `${description} Use ${words}.`, pattern: ADDRESSES[kind].source },
  );

const place = (kind: Kind, description: string) =>
  address(PLACES[kind].address, PLACES[kind].words, description);

const text = (description: string) => described(z.string().min(1), description);
const optional = <Schema extends z.ZodType>(schema: Schema, description: string) =>
  described(schema.optional(), description);

/** RFC 6749 section 3.3; a list in one item is a mistake that authorization servers answer with a vague error. */
const scopes = () =>
  noted(
    z
      .array(
        z.string().regex(/^[^\s"\\,;]+$/, 'must be one scope, without spaces, quotes, "," and ";"'),
      )
      .refine((scopes) => new Set(scopes).size === scopes.length, 'must list each scope once'),
    { uniqueItems: true },
  );

const common = () => ({
  name: text('Display name of the provider.'),
  description: optional(z.string().min(1), 'What the provider is for, as clients tell models.'),
  auth: text('The auth style, such as bearer, oauth2 or none.'),
  port: optional(z.int().min(1).max(65_535), 'Port of the local sign-in server, from 1 to 65535.'),
  callback_url: address('url', HTTPS, 'Redirect URI of the local OAuth sign-in.').optional(),
  token_path: optional(
    z.string().min(1),
    'Directory of the stored credentials: in the data directory of the user, or an absolute path outside the project. The name of the provider if absent.',
  ),
  credentials_path: optional(
    z.string().min(1),
    'JSON file outside the project with "client_id" and "client_secret" of the OAuth client.',
  ),
  scopes: optional(scopes(), 'OAuth scopes that the sign-in requests, each once.'),
  surface: optional(
    z.enum(SURFACES),
    '"search" lists a few tools that find, describe and call all others; "tools" if absent.',
  ),
  shared_credentials: optional(
    z.boolean(),
    '"true": callers over HTTP use the credentials in environment variables, too.',
  ),
});
const baseUrl = (description: string) =>
  noted(z.string(), {
    description: `${description} Use ${PLACES.api.words}.`,
    pattern: BASE_URL.source,
  });
const BASE_URL = new RegExp(`${ADDRESSES.baseUrl.source}|${ADDRESSES.privateUrl.source}`);
const ENCRYPTED = { pattern: ADDRESSES.baseUrl.source };

/** By kind; without one, an entry is of the kind "api". A schema takes as long to make as a small module to load. */
export const ENTRIES = {
  api: () =>
    noted(
      z
        .strictObject({
          ...common(),
          kind: z.literal('api').optional(),
          base_url: baseUrl('Start of every request URL.'),
          base_urls: optional(
            z.array(baseUrl('Another base URL.')),
            "Other base URLs to which requests may carry the provider's credentials.",
          ),
          check_path: optional(
            z.string().regex(/^\//, 'must start with "/"'),
            'Path of a GET request that the API refuses without credentials, such as "/me". Sign-in sends it.',
          ),
          allow_http: optional(
            z.boolean(),
            '"true": base URLs of private names and addresses may begin with "http://". Requests and credentials then travel unencrypted through that network.',
          ),
        })
        .superRefine(
          ({ base_url: main, base_urls: others = [], allow_http: allowsHttp }, context) => {
            for (const [index, url] of [main, ...others].entries())
              if (!isBaseUrl(url, allowsHttp))
                context.addIssue({
                  code: 'custom',
                  path: index === 0 ? ['base_url'] : ['base_urls', index - 1],
                  message: `must be ${PLACES.api.words}`,
                });
          },
        ),
      {
        if: { properties: { allow_http: { const: true } }, required: ['allow_http'] },
        else: { properties: { base_url: ENCRYPTED, base_urls: { items: ENCRYPTED } } },
      },
    ),
  mcp: () =>
    z.strictObject({
      ...common(),
      kind: z.literal('mcp'),
      server: place('mcp', 'URL of the MCP server, or the command that starts it.'),
    }),
  files: () =>
    z.strictObject({
      ...common(),
      kind: z.literal('files'),
      storage: place(
        'files',
        'Folder of the files, relative to the project unless absolute, or URL of a bucket with the API of Amazon S3.',
      ),
    }),
  sql: () =>
    z.strictObject({
      ...common(),
      kind: z.literal('sql'),
      database_url: place(
        'sql',
        'URL of the database without user name and password, or "sqlite:" and a file, relative to the project unless absolute.',
      ),
    }),
  /** Tools of its own code: nothing is connected. */
  code: () => z.strictObject({ ...common(), kind: z.literal('code') }),
} as const satisfies Record<Kind | 'code', () => z.ZodType>;

type Entry = z.output<ReturnType<(typeof ENTRIES)[keyof typeof ENTRIES]>>;

/** An entry; `base_url` is where the connected system is: `stdio:` for a program, `file:` for a folder, `sqlite:` for a file, `code:` for none. */
export type ProviderConfig = z.output<z.ZodObject<ReturnType<typeof common>, z.core.$strict>> & {
  /** `code`: the provider connects nothing. */
  kind?: Kind | 'code' | undefined;
  base_url: string;
  base_urls?: string[] | undefined;
  check_path?: string | undefined;
  allow_http?: boolean | undefined;
  server?: string;
  storage?: string;
  database_url?: string;
};

/** `auth` of an entry whose settings are in code: the style is not one of provider-config.yaml. */
export const AUTH_IN_CODE = 'code';

/** Settings of a provider that `defineProvider` is given: those of an entry in provider-config.yaml, by the same names. */
export type ProviderSettings = Partial<Omit<ProviderConfig, 'name' | 'description' | 'auth'>>;

/**
 * The entry of a provider whose settings are in its code.
 * @param about its display name, and what it is for
 * @throws StartError with the setting and what is wrong with it
 */
export function entryInCode(
  provider: string,
  about: { name: string; description: string },
  settings: ProviderSettings,
): ProviderConfig {
  const { base_url: baseUrl, kind = baseUrl === undefined ? 'code' : 'api' } = settings;
  const entry = { ...about, ...settings, auth: AUTH_IN_CODE, kind };
  const { data, error } = ENTRIES[kind]().safeParse(entry, ONCE);
  if (!data) {
    const problems = problemsOf(error).replace('"base_url"', '"baseUrl"'); // its name in code
    throw new StartError(`defineProvider: ${problems} (provider "${provider}").`);
  }
  return withBaseUrl(data);
}

const KINDS = ['api', 'mcp', 'files', 'sql', 'code'] as const satisfies (keyof typeof ENTRIES)[];

/** The schema of a file, with the kinds that it names; with all of them if it names another one. */
function schemaOf(file: unknown) {
  const { providers } = Object(file) as { providers?: unknown };
  const entries = Object.values(Object(providers) as object) as unknown[];
  const kindNames = new Set(
    entries.map((entry) => (Object(entry) as { kind?: unknown }).kind ?? 'api'),
  );
  const kinds = KINDS.filter((kind) => kindNames.has(kind));
  const [first = 'api', ...others] =
    kinds.length === kindNames.size && kinds.length > 0 ? kinds : KINDS;
  const entry = z.discriminatedUnion('kind', [
    ENTRIES[first](),
    ...others.map((kind) => ENTRIES[kind]()),
  ]);
  return z.strictObject({ providers: z.record(z.string(), entry) });
}

/**
 * The entries of a project's provider-config.yaml.
 * @throws StartError with the file, the key and what is wrong with it
 */
export function readConfig(root: string): Record<string, ProviderConfig> {
  const path = join(root, CONFIG_FILE);
  const file = parsed(path);
  const result = schemaOf(file).safeParse(file, ONCE);
  if (!result.success)
    throw new StartError(`Invalid configuration in ${path}: ${problemsOf(result.error)}.`);
  const entries = Object.entries(result.data.providers);
  for (const [name, { token_path: tokens = name }] of entries)
    if (!isTokenPath(root, tokens))
      throw new StartError(
        `Invalid configuration in ${path}: "providers.${name}.token_path" ${tokenPathRule}.`,
      );
  return Object.fromEntries(entries.map(([name, entry]) => [name, withBaseUrl(entry)]));
}

/** Compiled, a schema is checked faster from its second value on. */
const ONCE = { reportInput: true, jitless: true };

const problemsOf = ({ issues }: z.ZodError): string =>
  issues
    .map((issue) => {
      const key = issue.path.join('.');
      if (issue.code === 'invalid_type' && issue.input === undefined) return `"${key}" is missing`;
      return key === '' ? issue.message : `"${key}": ${issue.message}`;
    })
    .join('; ');

function withBaseUrl(entry: Entry): ProviderConfig {
  if (entry.kind === 'code') return { ...entry, base_url: 'code:' };
  if (entry.kind === undefined || entry.kind === 'api') return entry;
  const { [PLACES[entry.kind].key]: place } = entry as unknown as Record<string, string>; // as its schema says
  return withPlace(entry, place ?? '');
}

function parsed(path: string): unknown {
  try {
    const text = readSettings(path);
    if (/^<{7} /m.test(text)) throw new Error('a merge conflict is not resolved');
    return load(text, { schema: CORE_SCHEMA }); // without dates and merge keys, as YAML 1.2 is
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split('\n') : [String(error)];
    throw new StartError(`Cannot read ${path}: ${reason}.`, { cause: error });
  }
}
