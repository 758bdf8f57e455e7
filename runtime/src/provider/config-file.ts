import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { SURFACES } from '../search/surfaces.js';
import type { Kind } from './places.js';
import { PLACES, withPlace } from './places.js';
import { StartError } from './start-error.js';

export const CONFIG_FILE = 'provider-config.yaml';

const place = (kind: Kind) => {
  const { accepts, words } = PLACES[kind];
  return z.string().refine(accepts, `must be ${words}`);
};
const address = place('api');

const Common = z.strictObject({
  name: z.string().min(1),
  description: z.string().min(1),
  auth: z.string().min(1),
  /** Of the local sign-in server. */
  port: z.int().min(1).max(65_535).optional(),
  callback_url: address.optional(),
  /** Folder of the stored credentials: below the user's data folder, or absolute and outside the project. */
  token_path: z.string().min(1).optional(),
  /** File with the OAuth client's id and secret, outside the project. */
  credentials_path: z.string().min(1).optional(),
  scopes: z.array(z.string().min(1)).optional(),
  /** How tools are offered: each in the list, or found and called through a few. */
  surface: z.enum(SURFACES).optional(),
  /** One account for all: remote callers get the credentials in the environment, too. */
  shared_credentials: z.boolean().optional(),
});
const ApiConfig = Common.extend({
  kind: z.literal('api').optional(),
  base_url: address,
  /** Further ones, to which requests may take the same credentials. */
  base_urls: z.array(address).optional(),
  /** Path of a GET request that the API refuses without credentials: sign-in checks a key with it. */
  check_path: z.string().startsWith('/').optional(),
});
const McpConfig = Common.extend({
  kind: z.literal('mcp'),
  /** URL of an MCP server, or the command that starts one. */
  server: place('mcp'),
});
const FilesConfig = Common.extend({
  kind: z.literal('files'),
  /** Folder, relative to the project unless absolute, or URL of a bucket. */
  storage: place('files'),
});
const SqlConfig = Common.extend({
  kind: z.literal('sql'),
  /** URL of a database server and its database, or `sqlite:` and a file, relative to the project unless absolute. */
  database_url: place('sql'),
});
const ProviderConfig = z.discriminatedUnion('kind', [ApiConfig, McpConfig, FilesConfig, SqlConfig]);

/** An entry; `base_url` is where the connected system is: `stdio:` for a program, `file:` for a folder, `sqlite:` for a file. */
export type ProviderConfig = z.output<typeof Common> & {
  kind?: Kind | undefined;
  base_url: string;
  base_urls?: string[] | undefined;
  check_path?: string | undefined;
  server?: string;
  storage?: string;
  database_url?: string;
};

const Config = z.strictObject({ providers: z.record(z.string(), ProviderConfig) });

/**
 * The entries of a project's provider-config.yaml.
 * @throws StartError with the file, the key and what is wrong with it
 */
export function readConfig(root: string): Record<string, ProviderConfig> {
  const path = join(root, CONFIG_FILE);
  const result = Config.safeParse(parsed(path), { reportInput: true });
  if (result.success) {
    const entries = Object.entries(result.data.providers);
    return Object.fromEntries(entries.map(([name, entry]) => [name, withBaseUrl(entry)]));
  }
  const problems = result.error.issues.map((issue) => {
    const key = issue.path.join('.');
    if (issue.code === 'invalid_type' && issue.input === undefined) return `"${key}" is missing`;
    return key === '' ? issue.message : `"${key}": ${issue.message}`;
  });
  throw new StartError(`Invalid configuration in ${path}: ${problems.join('; ')}.`);
}

function withBaseUrl(entry: z.output<typeof ProviderConfig>): ProviderConfig {
  switch (entry.kind) {
    case 'mcp':
      return withPlace(entry, entry.server);
    case 'files':
      return withPlace(entry, entry.storage);
    case 'sql':
      return withPlace(entry, entry.database_url);
    default:
      return entry;
  }
}

function parsed(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split('\n') : [String(error)];
    throw new StartError(`Cannot read ${path}: ${reason?.replace(/:$/, '')}.`, { cause: error });
  }
}
