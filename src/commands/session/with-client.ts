import type { Client } from '@modelcontextprotocol/client';
import type { CommandContext } from '../../model/command.js';
import { secondsOf } from '../../remote/found.js';
import { open } from '../../remote/open.js';
import { showElicitations } from './elicitation.js';
import type { Session } from './target.js';

/** A call ends after this time, and later where a user fills in forms meanwhile. */
const CALL_SECONDS = 60;
const CALL_WITH_USER_SECONDS = 600;

export interface Connection {
  client: Client;
  callMs: number;
}

/** A connection with the name of its server, in the names of tools that several servers have. */
export interface NamedConnection extends Connection {
  name: string;
}

export interface WithClientOptions {
  /** Value of `--timeout`. */
  timeout: string | undefined;
  /** The user can answer questions of the server. */
  asks: boolean;
}

/**
 * Connects, works and disconnects, also where the command is cancelled.
 * @throws CliError `remote/…`
 */
export async function withClient<T>(
  context: CommandContext,
  { target, label }: Session,
  { timeout, asks }: WithClientOptions,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const callMs = secondsOf(timeout, asks ? CALL_WITH_USER_SECONDS : CALL_SECONDS) * 1000;
  const client = await open(context, target, {
    label,
    connectMs: secondsOf(timeout) * 1000,
    responseMs: callMs,
    capabilities: asks ? { elicitation: { form: {}, url: {} } } : {},
  });
  // Programs that serve on stdio do not keep this process running; this command does until they have ended.
  const waiting = setInterval(() => undefined, 60_000);
  try {
    if (asks) showElicitations(client, label, context);
    return await work({ client, callMs });
  } finally {
    await client.close().catch(() => undefined);
    clearInterval(waiting);
    context.signal.throwIfAborted();
  }
}

/**
 * The same with several servers.
 * @throws CliError `remote/…`
 */
export async function withClients<T>(
  context: CommandContext,
  [session, ...others]: readonly Session[],
  options: WithClientOptions,
  work: (connections: NamedConnection[]) => Promise<T>,
): Promise<T> {
  if (!session) return work([]);
  return withClient(context, session, options, (connection) => {
    const name = session.provider ?? connection.client.getServerVersion()?.name ?? 'server';
    return withClients(context, others, options, (rest) =>
      work([{ ...connection, name }, ...rest]),
    );
  });
}
