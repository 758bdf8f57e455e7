import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { readInput } from '../node/bounded-input.js';
import { passwordSignIn } from '../remote/password-sign-in.js';
import { type Environment, setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import type { ManagedServer } from './client-manager.js';

const MAX_FILE_BYTES = 1_000_000;

/** VS Code files contain numbers, and null for values that are not set. */
const StringValues = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .transform((values) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        value === null ? [] : [[name, String(value)]],
      ),
    ),
  );
const Program = z.object({
  command: z.string().min(1).optional(),
  args: z.array(z.string()).default([]),
  env: StringValues.optional(),
  cwd: z.string().min(1).optional(),
});

/** A server entry of Claude Desktop, Cursor and VS Code, or of fastchat-mcp. */
const Entry = Program.extend({
  url: z.string().optional(),
  'httpstream-url': z.string().optional(),
  headers: StringValues.optional(),
  config: Program.optional(),
  auth: z.object({ post_body: StringValues.optional(), issuer: z.url().optional() }).optional(),
  enabled: z.boolean().default(true),
  disabled: z.boolean().default(false),
});
const Servers = z.record(z.string(), z.unknown());
const File = z.object({ mcpServers: Servers, mcp_servers: Servers, servers: Servers }).partial();

/**
 * Reads the servers of a `config.json` for `clientManager`: of Claude Desktop and Cursor
 * (`mcpServers`), VS Code (`servers`) or fastchat-mcp (`mcp_servers`). `${NAME}` in a text is that
 * environment variable; `${NAME:-x}` has the default "x". `auth.post_body` signs in without a
 * browser (`passwordSignIn`). All users share the account of its headers and sign-ins.
 * @throws StartError with the file, the entry and the problem
 * @example const manager = clientManager(await readServers('config.json'));
 */
export async function readServers(
  path: string,
  env: Environment = process.env,
): Promise<Record<string, ManagedServer>> {
  const fileError = (problem: string, cause?: unknown) =>
    new StartError(`${path}: ${problem}`, { cause });
  const text = await readInput(path, MAX_FILE_BYTES).catch((error: unknown) => {
    throw fileError('it cannot be read.', error);
  });
  const { data, error } = File.safeParse(parseJson(text.toString('utf8'), fileError));
  if (!data) throw fileError(`it is not a list of servers.\n${z.prettifyError(error)}`);
  const servers = data.mcpServers ?? data.mcp_servers ?? data.servers;
  if (!servers) throw fileError('it needs "mcpServers", an object of servers.');
  const entries = Object.entries(servers).map(([name, entry]) => {
    try {
      return [name, readServerEntry(entry, dirname(path), env)] as const;
    } catch (cause) {
      if (!(cause instanceof StartError)) throw cause;
      throw fileError(`"${name}" ${cause.message}`, cause);
    }
  });
  return Object.fromEntries(entries);
}

/**
 * Returns the server of an entry.
 * @param folder folder of the file; relative paths start there
 * @throws StartError with the problem, as a continuation of the server's name
 */
export function readServerEntry(entry: unknown, folder: string, env: Environment): ManagedServer {
  const { data, error } = Entry.safeParse(entry);
  if (!data) throw new StartError(`is not a server.\n${z.prettifyError(error)}`);
  // The variables of a disabled server may be missing.
  if (data.disabled || !data.enabled) return { enabled: false };
  const {
    url,
    command,
    args,
    env: variables,
    cwd,
    headers,
    auth,
  } = withVariables(flatEntry(data), env);
  if (url !== undefined) {
    if (!URL.canParse(url)) throw new StartError('has an invalid "url".');
    return {
      url,
      ...(headers && { headers: () => headers }),
      ...(auth?.post_body && { token: passwordSignIn(url, auth.post_body, auth) }),
    };
  }
  if (command === undefined) throw new StartError('needs "url" or "command".');
  return {
    command: [command, ...args],
    ...(variables && { env: variables }),
    ...(cwd !== undefined && { cwd: resolve(folder, cwd) }),
  };
}

const flatEntry = ({ config, ...entry }: z.output<typeof Entry>) => ({
  ...entry,
  url: entry.url ?? entry['httpstream-url'],
  ...config,
});

/** Inserts the values of variables. @throws StartError if one is not set */
function withVariables<Value>(value: Value, env: Environment): Value {
  const variable = (text: string, name: string, initial: string | undefined): string => {
    const value = setting(name, env) ?? initial;
    if (value === undefined)
      throw new StartError(`needs ${text}, which is not set in the environment.`);
    return value;
  };
  const fill = (part: unknown): unknown => {
    if (typeof part === 'string')
      return part.replace(/\$\{(?:env:)?([A-Za-z_]\w*)(?::-([^}]*))?\}/g, variable);
    if (Array.isArray(part)) return part.map(fill);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, member]) => [key, fill(member)]));
  };
  return fill(value) as Value; // texts stay texts
}

function parseJson(text: string, errorOf: (problem: string) => StartError): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw errorOf('it is not JSON.');
  }
}
