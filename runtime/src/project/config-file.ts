import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import * as z from 'zod';
import { readSettings } from '../node/bounded-input.js';
import {
  ADDRESS_KEYS,
  ADDRESSES,
  HTTPS,
  isAddress,
  isBaseUrl,
  type Kind,
  withAddress,
} from '../utils/addresses.js';
import { StartError } from '../utils/start-error.js';
import { SURFACES } from './surfaces.js';
import { isTokenPath, tokenPathRule } from './token-path.js';

/** The name of the file with the entries of the providers, in the folder of the project. */
export const CONFIG_FILE = 'provider-config.yaml';

/**
 * Adds metadata to a schema in place: `describe` and `meta` copy the schema, and a server creates
 * these at its start.
 */
const withMetadata = <Schema extends z.ZodType>(schema: Schema, note: z.GlobalMeta): Schema => {
  z.globalRegistry.add(schema, note);
  return schema;
};
const withDescription = <Schema extends z.ZodType>(schema: Schema, description: string): Schema =>
  withMetadata(schema, { description });

const address = (kind: keyof typeof ADDRESSES, words: string, description: string) =>
  withMetadata(
    z.string().refine((text) => isAddress(text, kind), `must be ${words}`),
    { description: `${description} Use ${words}.`, pattern: ADDRESSES[kind].source },
  );

const place = (kind: Kind, description: string) =>
  address(ADDRESS_KEYS[kind].address, ADDRESS_KEYS[kind].words, description);

const text = (description: string) => withDescription(z.string().min(1), description);
const optional = <Schema extends z.ZodType>(schema: Schema, description: string) =>
  withDescription(schema.optional(), description);

/**
 * Returns the schema of OAuth scopes (RFC 6749 section 3.3). Several scopes in one item are a mistake, for which
 * authorization servers return a vague error.
 */
const scopes = () =>
  withMetadata(
    z
      .array(
        z.string().regex(/^[^\s"\\,;]+$/, 'must be one scope, without spaces, quotes, "," and ";"'),
      )
      .refine((scopes) => new Set(scopes).size === scopes.length, 'must list each scope once'),
    { uniqueItems: true },
  );

const view = (tools: string) =>
  optional(
    z.enum(['auto', 'none']),
    `"auto": users see the results of ${tools} as tables, records, charts and images, in clients with MCP Apps (beta). "none" if absent.`,
  );

const commonFields = () => ({
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
  view: view('all tools with an output schema that do not say no'),
  shared_credentials: optional(
    z.boolean(),
    '"true": callers over HTTP use the credentials in environment variables, too.',
  ),
});
const BASE_URL = new RegExp(`${ADDRESSES.baseUrl.source}|${ADDRESSES.privateUrl.source}`);

const baseUrl = (description: string) =>
  withMetadata(z.string(), {
    description: `${description} Use ${ADDRESS_KEYS.api.words}.`,
    pattern: BASE_URL.source,
  });

const HTTPS_ONLY = { pattern: ADDRESSES.baseUrl.source };

/**
 * Creates the schema of an entry of each kind; an entry without one is of the kind "api". Creating
 * a schema takes as long as loading a small module, so it is done on demand.
 */
export const ENTRY_SCHEMAS = {
  api: () =>
    withMetadata(
      z
        .strictObject({
          ...commonFields(),
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
                  message: `must be ${ADDRESS_KEYS.api.words}`,
                });
          },
        ),
      {
        if: { properties: { allow_http: { const: true } }, required: ['allow_http'] },
        else: { properties: { base_url: HTTPS_ONLY, base_urls: { items: HTTPS_ONLY } } },
      },
    ),
  mcp: () =>
    z.strictObject({
      ...commonFields(),
      kind: z.literal('mcp'),
      server: place('mcp', 'URL of the MCP server, or the command that starts it.'),
    }),
  files: () =>
    z.strictObject({
      ...commonFields(),
      kind: z.literal('files'),
      storage: place(
        'files',
        'Folder of the files, relative to the project unless absolute, or URL of a bucket with the API of Amazon S3.',
      ),
    }),
  sql: () =>
    z.strictObject({
      ...commonFields(),
      kind: z.literal('sql'),
      database_url: place(
        'sql',
        'URL of the database without user name and password, or "sqlite:" and a file, relative to the project unless absolute.',
      ),
    }),
  /** Returns a provider with only its own code, which connects to nothing. */
  code: () => z.strictObject({ ...commonFields(), kind: z.literal('code') }),
} as const satisfies Record<Kind | 'code', () => z.ZodType>;

type ConfigEntry = z.output<ReturnType<(typeof ENTRY_SCHEMAS)[keyof typeof ENTRY_SCHEMAS]>>;

/**
 * An entry. `base_url` is the address of the connected system: `stdio:` for a program, `file:` for
 * a folder, `sqlite:` for a file, `code:` for none.
 */
export type ProviderConfig = z.output<
  z.ZodObject<ReturnType<typeof commonFields>, z.core.$strict>
> & {
  /** `code`: the provider connects to nothing. */
  kind?: Kind | 'code' | undefined;
  base_url: string;
  base_urls?: string[] | undefined;
  check_path?: string | undefined;
  allow_http?: boolean | undefined;
  server?: string;
  storage?: string;
  database_url?: string;
};

/** `auth` of an entry whose settings are in code; it is not an auth style of provider-config.yaml. */
export const AUTH_IN_CODE = 'code';

/** Settings that `defineProvider` accepts, with the names of an entry in provider-config.yaml. */
export type ProviderSettings = Partial<Omit<ProviderConfig, 'name' | 'description' | 'auth'>>;

/** Options for one check: a compiled schema is faster only from its second value on. */
const ONE_CHECK = { reportInput: true, jitless: true };

/**
 * Returns the entry of a provider whose settings are in its code.
 * @param labels its display name, and what it is for
 * @throws StartError with the setting and what is wrong with it
 */
export function entryInCode(
  provider: string,
  labels: { name: string; description: string },
  settings: ProviderSettings,
): ProviderConfig {
  const { base_url: baseUrl, kind = baseUrl === undefined ? 'code' : 'api' } = settings;
  const entry = { ...labels, ...settings, auth: AUTH_IN_CODE, kind };
  const { data, error } = ENTRY_SCHEMAS[kind]().safeParse(entry, ONE_CHECK);
  if (!data) {
    const problems = problemsOf(error).replace('"base_url"', '"baseUrl"'); // its name in code
    throw new StartError(`defineProvider: ${problems} (provider "${provider}").`);
  }
  return withBaseUrl(data);
}

/** Creates the schema of `view` beside the providers. */
export const PROJECT_VIEW = () => view('all providers');

const KINDS = [
  'api',
  'mcp',
  'files',
  'sql',
  'code',
] as const satisfies (keyof typeof ENTRY_SCHEMAS)[];

/** Returns the schema of a file for the kinds that it names; for all kinds if it names an unknown one. */
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
    ENTRY_SCHEMAS[first](),
    ...others.map((kind) => ENTRY_SCHEMAS[kind]()),
  ]);
  return z.strictObject({
    providers: z.record(z.string(), entry),
    view: PROJECT_VIEW(),
  });
}

/** Reads the entries of a project's provider-config.yaml. @throws StartError with the file, the key and its problem */
export function readConfig(root: string): Record<string, ProviderConfig> {
  const path = join(root, CONFIG_FILE);
  const file = parseFile(path);
  const result = schemaOf(file).safeParse(file, ONE_CHECK);
  if (!result.success)
    throw new StartError(`Invalid configuration in ${path}: ${problemsOf(result.error)}.`);
  const entries = Object.entries(result.data.providers);
  for (const [name, { token_path: tokens = name }] of entries)
    if (!isTokenPath(root, tokens))
      throw new StartError(
        `Invalid configuration in ${path}: "providers.${name}.token_path" ${tokenPathRule}.`,
      );
  const { view } = result.data;
  return Object.fromEntries(
    entries.map(([name, entry]) => [name, withBaseUrl({ ...(view && { view }), ...entry })]),
  );
}

const problemsOf = ({ issues }: z.ZodError): string =>
  issues
    .map((issue) => {
      const key = issue.path.join('.');
      if (issue.code === 'invalid_type' && issue.input === undefined) return `"${key}" is missing`;
      return key === '' ? issue.message : `"${key}": ${issue.message}`;
    })
    .join('; ');

function withBaseUrl(entry: ConfigEntry): ProviderConfig {
  if (entry.kind === 'code') return { ...entry, base_url: 'code:' };
  if (entry.kind === undefined || entry.kind === 'api') return entry;
  const { [ADDRESS_KEYS[entry.kind].key]: place } = entry as unknown as Record<string, string>; // as its schema states
  return withAddress(entry, place ?? '');
}

function parseFile(path: string): unknown {
  try {
    const text = readSettings(path);
    if (/^<{7} /m.test(text)) throw new Error('a merge conflict is not resolved');
    return load(text, { schema: CORE_SCHEMA }); // without dates and merge keys, as YAML 1.2 is
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split('\n') : [String(error)];
    throw new StartError(`Cannot read ${path}: ${reason}.`, { cause: error });
  }
}
