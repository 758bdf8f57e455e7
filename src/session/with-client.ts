import type { Client, ElicitRequestParams, ElicitResult } from '@modelcontextprotocol/client';
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

/** A connection with the name of its server, in the names of tools that several servers have. */
export interface NamedConnection extends Connection {
  name: string;
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
  { target, label, root }: Session,
  { timeout, asks, confirms }: WithClientOptions,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const callMs = secondsOf(timeout, asks ? CALL_WITH_USER_SECONDS : CALL_SECONDS) * 1000;
  const client = await open(context, target, {
    label,
    connectMs: secondsOf(timeout) * 1000,
    responseMs: callMs,
    capabilities: {
      ...((asks || confirms) && { elicitation: { form: {}, ...(asks && { url: {} }) } }),
    },
    ended: root && 'Correct the project or its environment, then run the command again.',
  });
  // Programs that serve on stdio do not keep this process running; this command does until they have ended.
  const waiting = setInterval(() => undefined, 60_000);
  try {
    if (asks) showElicitations(client, label, context);
    else if (confirms)
      client.setRequestHandler('elicitation/create', ({ params }) =>
        confirmed(params, context, confirms),
      );
    return await work({ client, callMs });
  } catch (error) {
    throw failedAt(label, error);
  } finally {
    await client.close().catch(() => undefined);
    clearInterval(waiting);
    context.signal.throwIfAborted();
  }
}

/**
 * The same with several servers; one that cannot be connected is named and left out where another is there.
 * @throws CliError `remote/…`
 */
export async function withClients<T>(
  context: CommandContext,
  sessions: readonly Session[],
  options: WithClientOptions,
  work: (connections: NamedConnection[]) => Promise<T>,
): Promise<T> {
  const connections: NamedConnection[] = [];
  const failures: CliError[] = [];
  const from = async (index: number): Promise<T> => {
    const session = sessions[index];
    if (!session) {
      const only = connections.length === 0 ? failures.pop() : undefined;
      for (const { message } of failures) context.ui.warn(`${message} Its tools are missing.`);
      if (only) throw only;
      return work(connections);
    }
    const before = connections.length;
    try {
      return await withClient(context, session, options, (connection) => {
        const name = session.provider ?? connection.client.getServerVersion()?.name ?? 'server';
        connections.push({ ...connection, name });
        return from(index + 1);
      });
    } catch (error) {
      const isConnected = connections.length > before;
      if (isConnected || context.signal.aborted || !(error instanceof CliError)) throw error;
      failures.push(error);
      return from(index + 1);
    }
  };
  return from(0);
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
