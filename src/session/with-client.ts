import type { Client, ElicitRequestParams, ElicitResult } from '@modelcontextprotocol/client';
import type { UseConnection } from '../../runtime/src/agent/pooled-source.js';
import { causesOf } from '../../runtime/src/remote/causes.js';
import { connectionPool, type Pool } from '../../runtime/src/remote/pool.js';
import { MAX_TIMER_MS } from '../../runtime/src/utils/time.js';
import type { CommandContext } from '../model/command.js';
import { CliError } from '../model/errors/cli-error.js';
import type { Json } from '../model/json.js';
import { failedAt } from '../remote/connection-failure.js';
import { parseSeconds } from '../remote/discover.js';
import { openConnection } from '../remote/open-connection.js';
import { CALL_SECONDS, CALL_WITH_USER_SECONDS } from '../remote/options.js';
import { askForFields, formFields } from './form.js';
import type { ServerSession } from './server-target.js';

export interface ClientConnection {
  client: Client;
  callMs: number;
}

interface WithClientOptions {
  /** Value of `--timeout`. */
  timeout: string | undefined;
  /** Whether the user can answer questions of the server. */
  asks: boolean;
  /** Option that answers confirmations if the user cannot. */
  confirms?: ConfirmationOption | undefined;
  /** Runs when the server asks the user a question. */
  onQuestion?(): void;
}

interface ConfirmationOption {
  option: '--yes' | '--allow';
  /** Returns whether it answers the current confirmation. */
  applies(): boolean;
}

/**
 * Connects, works and disconnects, even if the command is cancelled.
 * @throws CliError `remote/…`
 */
export async function withClient<T>(
  context: CommandContext,
  session: ServerSession,
  options: WithClientOptions,
  work: (connection: ClientConnection) => Promise<T>,
): Promise<T> {
  const client = await openServer(context, session, options);
  const stop = keepProcessRunning();
  try {
    return await work({ client, callMs: callTimeoutMs(options) });
  } catch (error) {
    throw failedAt(session.label, error);
  } finally {
    await client.close().catch(() => undefined);
    stop();
    context.signal.throwIfAborted();
  }
}

const callTimeoutMs = ({ timeout, asks }: WithClientOptions): number =>
  parseSeconds(timeout, asks ? CALL_WITH_USER_SECONDS : CALL_SECONDS) * 1000;

/** Keeps this process running until programs that serve on stdio have ended, which does not happen by itself. */
function keepProcessRunning(): () => void {
  const timer = setInterval(() => undefined, 60_000);
  return () => clearInterval(timer);
}

/** Returns a connection that passes questions of the server to the user. */
async function openServer(
  context: CommandContext,
  { target, label, root }: ServerSession,
  options: WithClientOptions,
): Promise<Client> {
  const { timeout, asks, confirms } = options;
  const client = await openConnection(context, target, {
    label,
    connectMs: parseSeconds(timeout) * 1000,
    responseMs: callTimeoutMs(options),
    capabilities: {
      ...((asks || confirms) && { elicitation: { form: {}, ...(asks && { url: {} }) } }),
    },
    endedHint: root && 'Correct the project or its environment, then run the command again.',
  });
  if (asks) showElicitations(client, label, context, options);
  else if (confirms)
    client.setRequestHandler('elicitation/create', ({ params }) => {
      options.onQuestion?.();
      return confirmationResult(params, context, confirms);
    });
  return client;
}

/** A server with a connection that is opened again if it is lost. */
export interface ReconnectingServer {
  /** Prefix for names of tools that several servers have. */
  name: string;
  callMs: number;
  use: UseConnection;
  /** Returns whether its tools may have changed since they were last listed. */
  hasChanged(): boolean;
}

const USER = 'local';

/**
 * Connects to servers, works and disconnects. A server that fails is reported and skipped if
 * another one works.
 * @throws CliError `remote/…`
 */
export async function withServers<T>(
  context: CommandContext,
  sessions: readonly ServerSession[],
  options: WithClientOptions,
  work: (servers: ReconnectingServer[], absent: readonly string[]) => Promise<T>,
): Promise<T> {
  const pools: Pool[] = [];
  const servers: ReconnectingServer[] = [];
  const absent: string[] = [];
  const failures: CliError[] = [];
  const stop = keepProcessRunning();
  try {
    for (const session of sessions) {
      const { server, pool } = reconnectingServer(context, session, options);
      pools.push(pool);
      try {
        await server.use(async (client) => {
          server.name = session.provider ?? client.getServerVersion()?.name ?? 'server';
        });
        servers.push(server);
      } catch (error) {
        context.signal.throwIfAborted();
        const failure = causesOf(error).find((cause) => cause instanceof CliError);
        if (!failure) throw failedAt(session.label, error);
        absent.push(server.name);
        failures.push(failure);
      }
    }
    const onlyFailure = servers.length === 0 ? failures.pop() : undefined;
    for (const { message } of failures) context.ui.warn(`${message} Its tools are missing.`);
    if (onlyFailure) throw onlyFailure;
    return await work(servers, absent);
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
    stop();
    context.signal.throwIfAborted();
  }
}

function reconnectingServer(
  context: CommandContext,
  session: ServerSession,
  options: WithClientOptions,
) {
  let hasChanged = false;
  const connect = async () => {
    const client = await openServer(context, session, options);
    client.setNotificationHandler('notifications/tools/list_changed', () => {
      hasChanged = true;
    });
    hasChanged = true; // a server that restarted may have another version
    return client;
  };
  const pool = connectionPool(session.label, connect, { idleMs: MAX_TIMER_MS });
  const server: ReconnectingServer = {
    name: session.provider ?? session.label,
    callMs: callTimeoutMs(options),
    use: (task, isRead = true) => pool.use(USER, task, { isRead }),
    hasChanged() {
      const previousState = hasChanged;
      hasChanged = false;
      return previousState;
    },
  };
  return { server, pool };
}

/** Shows the questions of a server (MCP, "Elicitation") in the terminal, one at a time. */
function showElicitations(
  client: Client,
  label: string,
  context: CommandContext,
  { onQuestion }: WithClientOptions,
): void {
  let last: Promise<unknown> = Promise.resolve();
  client.setRequestHandler('elicitation/create', ({ params }, { mcpReq }) => {
    onQuestion?.();
    const signal = AbortSignal.any([context.signal, mcpReq.signal]);
    const nextResult = last.then(() => elicitationResult(params, label, { ...context, signal }));
    last = nextResult.catch(() => undefined);
    return nextResult;
  });
}

/** Answers a form without fields, which is a confirmation. */
function confirmationResult(
  params: ElicitRequestParams,
  { ui }: CommandContext,
  { option, applies }: ConfirmationOption,
): ElicitResult {
  const isConfirmation =
    params.mode !== 'url' && formFields(params.requestedSchema as Json).length === 0;
  if (isConfirmation && applies()) return { action: 'accept', content: {} };
  ui.warn(
    `The server asks "${params.message}", which "${option}" does not answer. Call the tool in a terminal${option === '--yes' ? ', without "--yes"' : ''}.`,
  );
  return { action: 'cancel' };
}

async function elicitationResult(
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
    const fields = formFields(params.requestedSchema as Json);
    const hasFields = fields.length > 0;
    const question = hasFields ? 'Respond?' : 'Agree?';
    if (!(await questions.confirm(question, hasFields, { isChange: !hasFields })))
      return { action: 'decline' };
    const content = await askForFields(fields, questions);
    return { action: 'accept', content: content as NonNullable<ElicitResult['content']> }; // values of flat fields
  } catch (error) {
    if (error instanceof CliError && !signal.aborted) return { action: 'cancel' };
    throw error;
  }
}
