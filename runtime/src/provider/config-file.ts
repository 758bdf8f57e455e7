import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { databaseUrlFault, isSafeUrl, isServer, isUrl } from './addresses.js';
import { StartError } from './start-error.js';

export const CONFIG_FILE = 'provider-config.yaml';

const address = z
  .string()
  .refine(isSafeUrl, 'must be an https URL (http only for loopback addresses)');

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
  /** One account for all: remote callers get the credentials in the environment, too. */
  shared_credentials: z.boolean().optional(),
});
const ApiConfig = Common.extend({ kind: z.literal('api').optional(), base_url: address });
const McpConfig = Common.extend({
  kind: z.literal('mcp'),
  /** URL of an MCP server, or the command that starts one. */
  server: z
    .string()
    .refine(isServer, 'must be an https URL (http only for loopback addresses), or a command'),
});
const SqlConfig = Common.extend({
  kind: z.literal('sql'),
  database_url: z.string().superRefine((text, { addIssue }) => {
    const fault = databaseUrlFault(text);
    if (fault !== undefined) addIssue({ code: 'custom', message: fault });
  }),
});
const ProviderConfig = z.discriminatedUnion('kind', [ApiConfig, McpConfig, SqlConfig]);

/** An entry; `base_url` is where the connected system is: `stdio:` for a program, the URL of a database. */
export type ProviderConfig = z.output<typeof Common> & {
  kind?: 'api' | 'mcp' | 'sql' | undefined;
  base_url: string;
  server?: string;
};

const Config = z.strictObject({ providers: z.record(z.string(), ProviderConfig) });

/**
 * The entries of a project's provider-config.yaml.
 * @throws StartError with the file, the key and what is wrong with it
 */
export function readConfig(root: string): Record<string, ProviderConfig> {
  const path = join(root, CONFIG_FILE);
  const result = Config.safeParse(parsed(path));
  if (result.success) {
    const entries = Object.entries(result.data.providers);
    return Object.fromEntries(entries.map(([name, entry]) => [name, withBaseUrl(entry)]));
  }
  const problems = result.error.issues.map((issue) => {
    const key = issue.path.join('.');
    return key === '' ? issue.message : `"${key}": ${issue.message}`;
  });
  throw new StartError(`Invalid configuration in ${path}: ${problems.join('; ')}.`);
}

function withBaseUrl(entry: z.output<typeof ProviderConfig>): ProviderConfig {
  if (entry.kind === 'mcp') return withServer(entry, entry.server);
  return entry.kind === 'sql' ? { ...entry, base_url: entry.database_url } : entry;
}

/** The same entry for another server. */
export const withServer = <Entry extends object>(entry: Entry, server: string) => ({
  ...entry,
  server,
  base_url: isUrl(server) ? server : 'stdio:',
});

function parsed(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split('\n') : [String(error)];
    throw new StartError(`Cannot read ${path}: ${reason?.replace(/:$/, '')}.`, { cause: error });
  }
}
