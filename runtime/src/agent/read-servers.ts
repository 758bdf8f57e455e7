import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { readInput } from '../node/bounded-input.js';
import { passwordSignIn } from '../remote/password-sign-in.js';
import { type Environment, setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import type { ManagedServer } from './client-manager.js';

const MOST_BYTES = 1_000_000;

const Texts = z.record(z.string(), z.string());
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
const Servers = z.record(z.string(), Entry);
const File = z.object({ mcpServers: Servers, mcp_servers: Servers, servers: Servers }).partial();

/**
 * The servers of a `config.json`, for `clientManager`: of Claude Desktop and Cursor (`mcpServers`), VS Code (`servers`) or
 * fastchat-mcp (`mcp_servers`). `${NAME}` in a text is that environment variable. `auth.post_body` signs in without a
 * browser (`passwordSignIn`). All users share the account of its headers and sign-ins.
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
  const variable = (value: string, name: string): string => {
    const found = setting(name, env);
    if (found === undefined) throw wrong(`${value} is not set in the environment.`);
    return found;
  };
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(/\$\{(?:env:)?([A-Za-z_]\w*)\}/g, variable);
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one)]));
  };
  const { data, error } = File.safeParse(parsed(text.toString('utf8'), wrong));
  if (!data) throw wrong(`it is not a list of servers.\n${z.prettifyError(error)}`);
  const servers = data.mcpServers ?? data.mcp_servers ?? data.servers;
  if (!servers) throw wrong('it needs "mcpServers", an object of servers.');
  const entries = Object.entries(servers).map(([name, entry]) => {
    const isOff = entry.disabled || !entry.enabled;
    // A variable of a server that is off may be missing.
    const server = isOff
      ? { enabled: false }
      : serverOf(filled(entry) as z.output<typeof Entry>, dirname(path));
    if (!isOff && !('url' in server || 'command' in server))
      throw wrong(`"${name}" needs "url" or "command".`);
    if (server.url !== undefined && !URL.canParse(String(server.url)))
      throw wrong(`"${name}" has an invalid "url".`);
    return [name, server] as const;
  });
  return Object.fromEntries(entries);
}

/** @param folder of the file: relative paths begin there */
function serverOf(entry: z.output<typeof Entry>, folder: string): ManagedServer {
  const { url = entry['httpstream-url'], headers, auth } = entry;
  if (url !== undefined)
    return {
      url,
      ...(headers && { headers: () => headers }),
      ...(auth?.post_body && { token: passwordSignIn(url, auth.post_body, auth) }),
    };
  const { command, args, env, cwd } = entry.config ?? entry;
  if (command === undefined) return {};
  return {
    command: [command, ...args],
    ...(env && { env }),
    ...(cwd !== undefined && { cwd: resolve(folder, cwd) }),
  };
}

function parsed(text: string, wrong: (what: string) => StartError): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong('it is not JSON.');
  }
}
