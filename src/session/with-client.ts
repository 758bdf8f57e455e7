import type { Client, ElicitRequestParams, ElicitResult } from '@modelcontextprotocol/client';
import type { UseConnection } from '../../runtime/src/agent/pooled-source.js';
import { causes } from '../../runtime/src/remote/causes.js';
import { connectionPool, type Pool } from '../../runtime/src/remote/pool.js';
import { LONGEST_MS } from '../../runtime/src/utils/time.js';
import type { CommandContext } from '../model/command.js';
import { CliError } from '../model/errors/cli-error.js';
import type { Json } from '../model/json.js';
import { secondsOf } from '../remote/discover.js';
import { failedAt } from '../remote/failure.js';
import { open } from '../remote/open.js';
import { fieldsOf, fillIn } from './form.js';
import type { Session } from './server-target.js';

/** A call ends after this time, and later where a user fills in forms meanwhile. */
const CALL_SECONDS = 60;
const CALL_WITH_USER_SECONDS = 600;

export interface Connection {
  client: Client;
  callMs: number;
}

export interface WithClientOptions {
  /** Value of `--timeout`. */
  timeout: string | undefined;
  /** The user can answer questions of the server. */
  asks: boolean;
  /** Where the user cannot. */
  confirms?: Confirms | undefined;
}

/** An option that answers confirmations. */
interface Confirms {
  option: '--yes' | '--allow';
  /** Whether it answers one now. */
  applies(): boolean;
}

/**
 * Connects, works and disconnects, also where the command is cancelled.
 * @throws CliError `remote/…`
 */
export async function withClient<T>(
  context: CommandContext,
  session: Session,
  options: WithClientOptions,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const client = await opened(context, session, options);
  const stop = keepRunning();
  try {
    return await work({ client, callMs: callMsOf(options) });
  } catch (error) {
    throw failedAt(session.label, error);
  } finally {
    await client.close().catch(() => undefined);
    stop();
    context.signal.throwIfAborted();
  }
}

const callMsOf = ({ timeout, asks }: WithClientOptions): number =>
  secondsOf(timeout, asks ? CALL_WITH_USER_SECONDS : CALL_SECONDS) * 1000;

/** Programs that serve on stdio do not keep this process running; this command does until they have ended. */
function keepRunning(): () => void {
  const waiting = setInterval(() => undefined, 60_000);
  return () => clearInterval(waiting);
}

/** A connection that puts the questions of the server to the user. */
async function opened(
  context: CommandContext,
  { target, label, root }: Session,
  options: WithClientOptions,
): Promise<Client> {
  const { timeout, asks, confirms } = options;
  const client = await open(context, target, {
    label,
    connectMs: secondsOf(timeout) * 1000,
    responseMs: callMsOf(options),
    capabilities: {
      ...((asks || confirms) && { elicitation: { form: {}, ...(asks && { url: {} }) } }),
    },
    ended: root && 'Correct the project or its environment, then run the command again.',
  });
  if (asks) showElicitations(client, label, context);
  else if (confirms)
    client.setRequestHandler('elicitation/create', ({ params }) =>
      confirmed(params, context, confirms),
    );
  return client;
}

/** A server whose connection is opened again when it was lost. */
export interface Server {
  /** Precedes the names of tools that several servers have. */
  name: string;
  callMs: number;
  use: UseConnection;
  /** Whether its tools may be others than those that were asked for last. */
  hasChanged(): boolean;
}

const USER = 'local';

/**
 * Connects to servers, works and disconnects. One that cannot be connected is named and left out where another is there.
 * @throws CliError `remote/…`
 */
export async function withServers<T>(
  context: CommandContext,
  sessions: readonly Session[],
  options: WithClientOptions,
  work: (servers: Server[], absent: readonly string[]) => Promise<T>,
): Promise<T> {
  const pools: Pool[] = [];
  const servers: Server[] = [];
  const absent: string[] = [];
  const failures: CliError[] = [];
  const stop = keepRunning();
  try {
    for (const session of sessions) {
      const { server, pool } = serverOf(context, session, options);
      pools.push(pool);
      try {
        await server.use(async (client) => {
          server.name = session.provider ?? client.getServerVersion()?.name ?? 'server';
        });
        servers.push(server);
      } catch (error) {
        context.signal.throwIfAborted();
        const failure = causes(error).find((one) => one instanceof CliError);
        if (!failure) throw failedAt(session.label, error);
        absent.push(server.name);
        failures.push(failure);
      }
    }
    const only = servers.length === 0 ? failures.pop() : undefined;
    for (const { message } of failures) context.ui.warn(`${message} Its tools are missing.`);
    if (only) throw only;
    return await work(servers, absent);
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
    stop();
    context.signal.throwIfAborted();
  }
}

function serverOf(context: CommandContext, session: Session, options: WithClientOptions) {
  let hasChanged = false;
  const connect = async () => {
    const client = await opened(context, session, options);
    client.setNotificationHandler('notifications/tools/list_changed', () => {
      hasChanged = true;
    });
    hasChanged = true; // a server that came back may be another version
    return client;
  };
  const pool = connectionPool(session.label, connect, { idleMs: LONGEST_MS });
  const server: Server = {
    name: session.provider ?? session.label,
    callMs: callMsOf(options),
    use: (task, isRead = true) => pool.use(USER, task, { isRead }),
    hasChanged() {
      const was = hasChanged;
      hasChanged = false;
      return was;
    },
  };
  return { server, pool };
}

/** Shows the questions of a server (MCP, "Elicitation") in the terminal, one at a time. */
function showElicitations(client: Client, label: string, context: CommandContext): void {
  let last: Promise<unknown> = Promise.resolve();
  client.setRequestHandler('elicitation/create', ({ params }, { mcpReq }) => {
    const signal = AbortSignal.any([context.signal, mcpReq.signal]);
    const next = last.then(() => elicited(params, label, { ...context, signal }));
    last = next.catch(() => undefined);
    return next;
  });
}

/** A form without fields is a confirmation. */
function confirmed(
  params: ElicitRequestParams,
  { ui }: CommandContext,
  { option, applies }: Confirms,
): ElicitResult {
  const isConfirmation =
    params.mode !== 'url' && fieldsOf(params.requestedSchema as Json).length === 0;
  if (isConfirmation && applies()) return { action: 'accept', content: {} };
  ui.warn(
    `The server asks "${params.message}", which "${option}" does not answer. Call the tool in a terminal${option === '--yes' ? ', without "--yes"' : ''}.`,
  );
  return { action: 'cancel' };
}

async function elicited(
  params: ElicitRequestParams,
  label: string,
  { ui, signal }: CommandContext,
): Promise<ElicitResult> {
  try {
    const questions = await ui.ask(signal);
    questions.note(params.message, `Question from ${label}`);
    if (params.mode === 'url') {
      ui.note(params.url);
      const isDone = await questions.confirm('Open this URL in a browser. Continue?', true);
      return { action: isDone ? 'accept' : 'decline' };
    }
    const fields = fieldsOf(params.requestedSchema as Json);
    const hasFields = fields.length > 0;
    const question = hasFields ? 'Respond?' : 'Agree?';
    if (!(await questions.confirm(question, hasFields, { isChange: !hasFields })))
      return { action: 'decline' };
    const content = await fillIn(fields, questions);
    return { action: 'accept', content: content as NonNullable<ElicitResult['content']> }; // values of flat fields
  } catch (error) {
    if (error instanceof CliError && !signal.aborted) return { action: 'cancel' };
    throw error;
  }
}
