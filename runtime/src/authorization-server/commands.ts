import { loadServed, type Providers } from '../provider/loader.js';
import { StartError } from '../utils/start-error.js';
import { grantsInUse } from './user.js';

/** Command-line options with which the operator lists, ends and invites users. */
interface UserCommand {
  'end-user'?: string | undefined;
  invite?: string | undefined;
}

/** Runs `--users`, `--end-user` or `--invite`. @returns the output @throws StartError */
export async function manageUsers(
  providers: Providers,
  { 'end-user': endedUser, invite: guest }: UserCommand,
): Promise<string> {
  const names = Object.keys(providers);
  const modules = await Promise.all(names.map((name) => loadServed(providers, name)));
  const { openAuthorizationServer } = await import('./server.js'); // loaded on demand, as at a start
  const { users, invite, sweep } = await openAuthorizationServer(modules).grants();
  if (guest !== undefined) return `${await invite(guest)}\n`;
  if (endedUser !== undefined) {
    if (!(await users.read(endedUser))) throw new StartError(`There is no user "${endedUser}".`);
    await users.end(endedUser);
    return `The sign-ins of ${endedUser} have ended.\n`;
  }
  await sweep();
  const rows = (await users.list()).flatMap((user) =>
    grantsInUse(user).map(([, { client, resource, since }]) => {
      const accounts = Object.keys(user.accounts).join(',');
      const path = new URL(resource).pathname;
      return [user.subject, accounts, client, path, new Date(since).toISOString()].join('  ');
    }),
  );
  return rows.length === 0 ? 'There are no sign-ins.\n' : `${rows.join('\n')}\n`;
}
