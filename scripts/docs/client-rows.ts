import type { ClientRow, FileClient } from '../../src/model/client.js';

export const CLIENT_HEAD = ['client', 'ID', 'project file', 'user file (on Linux)'];

/** Row of a client: where it keeps its entries. */
export function clientRow([id, client]: readonly [string, ClientRow]): string[] {
  const known = [client.label, `\`${id}\``];
  if ('code' in client) return [...known, 'in your code', ''];
  const [project, user] = [codes(client.project ?? []), codes(filesOf(client.user))];
  const hasNone = project === '' && user === '';
  return [...known, hasNone ? `paste into ${client.paste ?? 'its settings'}` : project, user];
}

type UserFiles = FileClient['user'];

const filesOf = (user: UserFiles): readonly string[] =>
  user === undefined || isList(user) ? (user ?? []) : (user.linux ?? []);

const isList = (user: NonNullable<UserFiles>): user is readonly string[] => Array.isArray(user);

const codes = (paths: readonly string[]) => paths.map((path) => `\`${path}\``).join(', ');
