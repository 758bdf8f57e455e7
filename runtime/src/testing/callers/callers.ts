import type { Client } from '@modelcontextprotocol/client';
import { beforeAll, beforeEach } from 'vitest';
import { scopesOf } from '../../call/tool-calls.js';
import { localPrincipal, type UserId } from '../../identity/principal.js';
import { sdkLineOf } from '../../provider/sdk-line.js';
import { stubEnvironment } from '../server/environment.js';
import { authOf, loadTestedProvider, storeSecret } from '../server/project.js';
import { startServer } from '../server/start-server.js';
import type { TestedCall, TestedProvider } from '../tested-provider.js';
import { connectPerson, type Mode, newPerson, type Person } from './clients.js';
import { callerNamed, callersWith, tokenFor } from './named-callers.js';

/** Callers of the HTTP server. Carol is not signed in to the API. */
export const users = ['alice', 'bob', 'carol'] as const;
/** Users whom a database could take for Alice. */
export const lookalikes = ['Alice', 'alicé', 'alice '] as const;
/** A user of the tests. */
export type User = (typeof users)[number] | (typeof lookalikes)[number];

/** Returns the access token of a user at the tested server. */
export const tokenOf = (user: User) => tokenFor(`token-of-${user}`);
/** Returns the secret of a user at the API. */
export const secretOf = (user: User) => `secret-of-${user}`;

/** Who answers questions as the cases state it. Each test begins with a user who was asked nothing. */
export function usePerson({ cases, failing }: TestedProvider): Person {
  const person = newPerson();
  const answers = [...cases, ...failing].flatMap(({ asks }) => asks);
  beforeEach(() => void Object.assign(person, newPerson(), { answers }));
  return person;
}

/**
 * Returns a server that verifies tokens, with a client for each user and version of the protocol.
 * @param person who uses all clients
 * @param signedIn users with credentials
 */
export function useClients(
  subject: TestedProvider,
  person: Person = usePerson(subject),
  signedIn: readonly User[] = ['alice', 'bob'],
) {
  const { provider } = subject;
  let endpoint = '';
  const clients = new Map<string, Client>();

  beforeAll(async () => {
    // The environment has the operator's credentials: no caller gets them.
    const { variables = {} } = await authOf(provider);
    const operator = Object.values(variables).map((name) => [name, 'of-the-operator']);
    const restore = stubEnvironment(Object.fromEntries(operator) as Record<string, string>);
    for (const user of signedIn) {
      await storeSecret(subject, userIdOf(user), secretOf(user));
    }
    const { mcpInstance } = await loadTestedProvider(provider);
    const { registrations } = sdkLineOf(mcpInstance.createServer, localPrincipal()).provider;
    const server = await startServer(provider, callersWith(scopesOf(registrations)));
    endpoint = `${server.url}/${provider}/mcp`;
    return async () => {
      await Promise.all([...clients.values()].map((client) => client.close()));
      await server.close();
      restore();
    };
  });

  return async function clientOf(user: User, mode: Mode): Promise<Client> {
    const key = `${user} ${mode}`;
    const client = clients.get(key) ?? (await connectPerson(person, endpoint, mode, tokenOf(user)));
    clients.set(key, client);
    return client;
  };
}

/** Calls tools as one of these users. */
export function useCallers(subject: TestedProvider) {
  const clientOf = useClients(subject);
  return async (user: User, mode: Mode, { name, arguments: args }: TestedCall) =>
    (await clientOf(user, mode)).callTool({ name, arguments: args });
}

/** Returns the ID of a user at the tested server. */
export const userIdOf = (user: User): UserId => callerNamed(tokenOf(user)).userId;
