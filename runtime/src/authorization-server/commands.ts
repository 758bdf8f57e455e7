import { loadServed, type Providers } from '../provider/loader.js';
import { StartError } from '../utils/start-error.js';
import { grantsInUse } from './user.js';

/** Options of the command line with which the operator sees and decides who has access. */
interface Asked {
  'end-user'?: string | undefined;
  invite?: string | undefined;
}

/** `--users`, `--end-user` and `--invite`. @returns what is printed. @throws StartError */
export async function manageUsers(
  providers: Providers,
  { 'end-user': ended, invite: guest }: Asked,
): Promise<string> {
  const names = Object.keys(providers);
  const modules = await Promise.all(names.map((name) => loadServed(providers, name)));
  const { openAuthorizationServer } = await import('./server.js'); // alone in a file, as a start loads it
  const { users, invite, sweep } = await openAuthorizationServer(modules).grants();
  if (guest !== undefined) return `${await invite(guest)}\n`;
  if (ended !== undefined) {
    if (!(await users.read(ended))) throw new StartError(`There is no user "${ended}".`);
    await users.end(ended);
    return `The sign-ins of ${ended} have ended.\n`;
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
