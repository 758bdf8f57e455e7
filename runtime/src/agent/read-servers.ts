import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { readInput } from '../node/bounded-input.js';
import { passwordSignIn } from '../remote/password-sign-in.js';
import { type Environment, setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import type { ManagedServer } from './client-manager.js';

const MOST_BYTES = 1_000_000;

/** VS Code has numbers in its files, and null for what is not set. */
const Texts = z
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
  env: Texts.optional(),
  cwd: z.string().min(1).optional(),
});

/** A server in the words of Claude Desktop, Cursor and VS Code, and in those of fastchat-mcp. */
const Entry = Program.extend({
  url: z.string().optional(),
  'httpstream-url': z.string().optional(),
  headers: Texts.optional(),
  config: Program.optional(),
  auth: z.object({ post_body: Texts.optional(), issuer: z.url().optional() }).optional(),
  enabled: z.boolean().default(true),
  disabled: z.boolean().default(false),
});
const Servers = z.record(z.string(), z.unknown());
const File = z.object({ mcpServers: Servers, mcp_servers: Servers, servers: Servers }).partial();

/**
 * The servers of a `config.json`, for `clientManager`: of Claude Desktop and Cursor (`mcpServers`), VS Code (`servers`) or
 * fastchat-mcp (`mcp_servers`). `${NAME}` in a text is that environment variable, and `${NAME:-x}` is "x" where it is not
 * set. `auth.post_body` signs in without a browser (`passwordSignIn`). All users share the account of its headers and sign-ins.
 * @throws StartError with the file, the entry and what is wrong with it
 * @example const manager = clientManager(await readServers('config.json'));
 */
export async function readServers(
  path: string,
  env: Environment = process.env,
): Promise<Record<string, ManagedServer>> {
  const wrong = (what: string, cause?: unknown) => new StartError(`${path}: ${what}`, { cause });
  const text = await readInput(path, MOST_BYTES).catch((error: unknown) => {
    throw wrong('it cannot be read.', error);
  });
  const { data, error } = File.safeParse(parsed(text.toString('utf8'), wrong));
  if (!data) throw wrong(`it is not a list of servers.\n${z.prettifyError(error)}`);
  const servers = data.mcpServers ?? data.mcp_servers ?? data.servers;
  if (!servers) throw wrong('it needs "mcpServers", an object of servers.');
  const entries = Object.entries(servers).map(([name, entry]) => {
    try {
      return [name, serverIn(entry, dirname(path), env)] as const;
    } catch (cause) {
      if (!(cause instanceof StartError)) throw cause;
      throw wrong(`"${name}" ${cause.message}`, cause);
    }
  });
  return Object.fromEntries(entries);
}

/**
 * The server of an entry.
 * @param folder of the file: relative paths begin there
 * @throws StartError with what is wrong, to follow the name of the server
 */
export function serverIn(entry: unknown, folder: string, env: Environment): ManagedServer {
  const { data, error } = Entry.safeParse(entry);
  if (!data) throw new StartError(`is not a server.\n${z.prettifyError(error)}`);
  // A variable of a server that is off may be missing.
  if (data.disabled || !data.enabled) return { enabled: false };
  const { url, command, args, env: variables, cwd, headers, auth } = filled(flat(data), env);
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

const flat = ({ config, ...entry }: z.output<typeof Entry>) => ({
  ...entry,
  url: entry.url ?? entry['httpstream-url'],
  ...config,
});

/** With the values of variables. @throws StartError for one that is not set */
function filled<Value>(value: Value, env: Environment): Value {
  const variable = (text: string, name: string, initial: string | undefined): string => {
    const stated = setting(name, env) ?? initial;
    if (stated === undefined)
      throw new StartError(`needs ${text}, which is not set in the environment.`);
    return stated;
  };
  const fill = (one: unknown): unknown => {
    if (typeof one === 'string')
      return one.replace(/\$\{(?:env:)?([A-Za-z_]\w*)(?::-([^}]*))?\}/g, variable);
    if (Array.isArray(one)) return one.map(fill);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, each]) => [key, fill(each)]));
  };
  return fill(value) as Value; // texts stay texts
}

function parsed(text: string, wrong: (what: string) => StartError): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong('it is not JSON.');
  }
}
