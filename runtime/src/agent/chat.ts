import type { ClientManager, ServerError } from './client-manager.js';
import type { ChatEvent, PendingCall, TurnEvent } from './events.js';
import { instructionsWith } from './instructions.js';
import { DEFAULT_LIMITS, type TurnLimits } from './limits.js';
import { type Message, type Model, ModelError } from './model.js';
import type { Toolbox } from './toolbox.js';
import { turn } from './turn.js';

/** Options of `openChat`. */
export interface ChatOptions {
  /** Manager of the servers. With `contextTools: true`, the model can also read resources and prompts. */
  manager: Pick<ClientManager, 'toolsForUser'>;
  model: Model;
  /** Id of the user whose connections are used; `local` by default. Never take it from a message. */
  user?: string;
  /** The task of the model. Rules about data and destructive tools are added. */
  instructions?: string;
  limits?: Partial<TurnLimits>;
  /** Confirms each call that may change or delete data. Without it, such calls are declined. */
  confirm?(call: PendingCall): Promise<boolean>;
}

/** A server that cannot be used at the moment. */
type Unavailable =
  { type: 'unavailable'; server: string; message: string } | Extract<ChatEvent, { type: 'link' }>;

/** An event of a chat; `unavailable` is a server that cannot be used now. The last event is `end` or `error`. */
export type ChatStep = ChatEvent | Unavailable;

/** A conversation of one user with a model that has the tools of some servers. */
export interface Chat {
  /** The conversation so far, serializable as JSON. */
  readonly history: Message[];
  /**
   * Sends a message and yields the steps of the response as they happen. To stop early, leave the
   * loop or abort `signal`.
   * @throws Error while another response is in progress, and the reason of `signal`
   */
  send(message: string, signal?: AbortSignal): AsyncGenerator<ChatStep, void>;
}

const TASK = 'You respond to the user. Use the tools of MCP servers.';

/**
 * Opens a chat with a language model that uses the tools of several MCP servers.
 * @param history messages of an earlier chat to continue
 * @example
 * const manager = clientManager(await readServers('config.json'), { contextTools: true });
 * const chat = openChat({ manager, model: await modelOf(modelSettings()) });
 * for await (const step of chat.send('What is new?')) console.log(JSON.stringify(step));
 * await manager.close();
 */
export function openChat(
  { manager, model, user = 'local', instructions = TASK, limits, confirm }: ChatOptions,
  history: Message[] = [],
): Chat {
  let isBusy = false;

  async function* respond(
    message: string,
    control: AbortController,
  ): AsyncGenerator<ChatStep, void> {
    const { signal } = control;
    const { tools, errors } = await manager.toolsForUser(user, signal);
    yield* errors.map(unavailableStep);
    const failedServers = errors.map(({ server }) => server);
    let initialTools: Toolbox | undefined = tools;
    const steps = asyncQueue<TurnEvent | Unavailable>();
    history.push({ role: 'user', text: message });

    /**
     * Returns the tools of the next step. They are listed again, because servers change tools and
     * fail during a response.
     */
    async function toolsForStep(): Promise<Toolbox> {
      const toolsOfFirstStep = initialTools;
      initialTools = undefined;
      if (toolsOfFirstStep) return toolsOfFirstStep;
      const current = await manager.toolsForUser(user, signal);
      for (const error of current.errors.filter(({ server }) => !failedServers.includes(server))) {
        failedServers.push(error.server);
        steps.add(unavailableStep(error));
      }
      return current.tools;
    }

    const turnEnd = turn({
      history,
      model,
      instructions: instructionsWith(instructions, tools, [...failedServers]),
      tools: toolsForStep,
      signal,
      limits: { ...DEFAULT_LIMITS, ...limits },
      emit: steps.add,
      decide: async (call) =>
        call.effect !== 'destroys' || (await confirm?.(call)) === true ? 'yes' : 'no',
    }).finally(steps.end);
    const lastStep = turnEnd.then(
      (reason): ChatStep => ({ type: 'end', reason }),
      (error: unknown): ChatStep => {
        if (error instanceof ModelError) return { type: 'error', message: error.message };
        throw error;
      },
    );
    try {
      yield* steps.items();
    } finally {
      if (!steps.isOver()) control.abort(); // the caller has left the loop
      await lastStep.catch(() => {}); // The turn adds to the history until it ends.
    }
    yield await lastStep;
  }

  return {
    history,
    async *send(message, signal) {
      if (isBusy) throw new Error('A response is in progress.');
      isBusy = true;
      const control = new AbortController();
      const abort = () => control.abort(signal?.reason);
      if (signal?.aborted) abort();
      signal?.addEventListener('abort', abort, { once: true });
      try {
        yield* respond(message, control);
      } finally {
        signal?.removeEventListener('abort', abort);
        isBusy = false;
      }
    },
  };
}

const unavailableStep = ({ server, message, signIn }: ServerError): Unavailable =>
  signIn?.url === undefined
    ? { type: 'unavailable', server, message }
    : { type: 'link', message: `"${server}" requires a sign-in.`, url: signIn.url };

/** Returns a queue that passes items from the turn to the generator. */
function asyncQueue<Item>() {
  const pendingItems: Item[] = [];
  let isOver = false;
  let wake = () => {};
  return {
    isOver: () => isOver,
    add(item: Item) {
      pendingItems.push(item);
      wake();
    },
    end() {
      isOver = true;
      wake();
    },
    async *items(): AsyncGenerator<Item, void> {
      for (;;) {
        yield* pendingItems.splice(0);
        if (pendingItems.length > 0) continue;
        if (isOver) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
