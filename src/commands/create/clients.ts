import { posix } from 'node:path';
import type { ClientRow, UserFiles } from '../../model/client.js';
import type { Questions } from '../../model/questions.js';
import type { ClientSetup } from '../../model/spec.js';

/** The clients that a README names by default. */
const DEFAULT_CLIENTS: readonly string[] = [
  'claude-code',
  'claude-desktop',
  'codex',
  'cursor',
  'vscode',
];

/** Returns the MCP clients that the README of a project will name. */
export async function clientsForReadme(
  namedClients: readonly string[] | undefined,
  questions: Questions | undefined,
): Promise<readonly string[]> {
  if (namedClients) return [...new Set(namedClients)];
  if (!questions) return DEFAULT_CLIENTS;
  const rows = Object.entries(await rowsOfClients());
  return questions.chooseSeveral({
    key: 'clients',
    message: 'MCP clients in the README',
    choices: rows.map(([value, { label }]) => ({ value, label })),
    initial: DEFAULT_CLIENTS,
    isDerived: true,
  });
}

/** Returns how to set up each client, for the README; undefined for the default clients. */
export async function clientSetups(
  ids: readonly string[],
  server: string,
): Promise<ClientSetup[] | undefined> {
  if (ids.length === 0 || ids.join() === DEFAULT_CLIENTS.join()) return undefined;
  const rows = await rowsOfClients();
  return ids.flatMap((id) => {
    const row = rows[id];
    return row ? [clientSetup(id, row, server)] : [];
  });
}

function clientSetup(id: string, row: ClientRow, server: string): ClientSetup {
  const { label } = row;
  const setup = { id, label, command: `config ${id}` };
  if ('code' in row) return { ...setup, place: 'in your code' };
  const [project] = row.project ?? [];
  if (project !== undefined) {
    const command = `${setup.command} --write --scope project`;
    return { ...setup, command, place: `\`${project.replaceAll('NAME', server)}\`` };
  }
  const user = row.user && userFile(row.user);
  if (user === undefined) return { ...setup, place: row.paste ?? '' };
  return { ...setup, command: `${setup.command} --write`, place: `\`${user}\`` };
}

/** Returns the path if it is the same on all platforms, or else the file name. */
function userFile(user: UserFiles): string | undefined {
  if ('length' in user) return user[0];
  const [path] = Object.values(user).flat();
  return path === undefined ? undefined : posix.basename(path);
}

async function rowsOfClients(): Promise<Readonly<Record<string, ClientRow>>> {
  return (await import('../../clients/register.gen.js')).clients;
}
