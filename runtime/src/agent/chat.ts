import type { ClientManager, ServerError } from './client-manager.js';
import type { ChatEvent, PendingCall, TurnEvent } from './events.js';
import { instructionsWith } from './instructions.js';
import { DEFAULT_LIMITS, type TurnLimits } from './limits.js';
import { type Message, type Model, ModelError } from './model.js';
import type { Toolbox } from './toolbox.js';
import { turn } from './turn.js';

/** A chat, as `openChat` takes it. */
export interface ChatOptions {
  /** Its servers. With `contextTools: true`, the model also reads their resources and prompts. */
  manager: Pick<ClientManager, 'toolsForUser'>;
  model: Model;
  /** Whose connections it uses: `local` unless stated. Never from a message. */
  user?: string;
  /** The task. Rules about data and destructive tools are added. */
  instructions?: string;
  limits?: Partial<TurnLimits>;
  /** Asked before each call that may change or delete data. Absent: such calls are declined. */
  confirm?(call: PendingCall): Promise<boolean>;
}

/** A server that cannot be used now. */
type Unavailable =
  { type: 'unavailable'; server: string; message: string } | Extract<ChatEvent, { type: 'link' }>;

/** What happens in a chat; `unavailable` is a server that cannot be used now. The last event is `end` or `error`. */
export type ChatStep = ChatEvent | Unavailable;

/** A conversation of one user with a model that has the tools of some servers. */
export interface Chat {
  /** The conversation so far, as JSON can store it. */
  readonly history: Message[];
  /**
   * Sends a message; the steps of the response follow as they happen. To end it early, leave the loop or abort `signal`.
   * @throws Error while another response is in progress, and the reason of `signal`
   */
  send(message: string, signal?: AbortSignal): AsyncGenerator<ChatStep, void>;
}

const TASK = 'You respond to the user. Use the tools of MCP servers.';

/**
 * A chat with a language model that uses the tools of several MCP servers.
 * @param history of an earlier chat, to go on with it
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
    yield* errors.map(unavailable);
    const servers = errors.map(({ server }) => server);
    let first: Toolbox | undefined = tools;
    const steps = queue<TurnEvent | Unavailable>();
    history.push({ role: 'user', text: message });

    /** The tools of the next step, for servers change theirs during a response, and fail. */
    async function toolsNow(): Promise<Toolbox> {
      const atStart = first;
      first = undefined;
      if (atStart) return atStart;
      const now = await manager.toolsForUser(user, signal);
      for (const error of now.errors.filter(({ server }) => !servers.includes(server))) {
        servers.push(error.server);
        steps.add(unavailable(error));
      }
      return now.tools;
    }

    const responding = turn({
      history,
      model,
      instructions: instructionsWith(instructions, tools, [...servers]),
      tools: toolsNow,
      signal,
      limits: { ...DEFAULT_LIMITS, ...limits },
      emit: steps.add,
      decide: async (call) =>
        call.effect !== 'destroys' || (await confirm?.(call)) === true ? 'yes' : 'no',
    }).finally(steps.end);
    const ended = responding.then(
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
      await ended.catch(() => {}); // until then, it adds to the history
    }
    yield await ended;
  }

  return {
    history,
    async *send(message, signal) {
      if (isBusy) throw new Error('A response is in progress.');
      isBusy = true;
      const control = new AbortController();
      const leave = () => control.abort(signal?.reason);
      if (signal?.aborted) leave();
      signal?.addEventListener('abort', leave, { once: true });
      try {
        yield* respond(message, control);
      } finally {
        signal?.removeEventListener('abort', leave);
        isBusy = false;
      }
    },
  };
}

const unavailable = ({ server, message, signIn }: ServerError): Unavailable =>
  signIn?.url === undefined
    ? { type: 'unavailable', server, message }
    : { type: 'link', message: `"${server}" requires a sign-in.`, url: signIn.url };

/** What one side adds and the other reads. */
function queue<Item>() {
  const waiting: Item[] = [];
  let isOver = false;
  let wake = () => {};
  return {
    isOver: () => isOver,
    add(item: Item) {
      waiting.push(item);
      wake();
    },
    end() {
      isOver = true;
      wake();
    },
    async *items(): AsyncGenerator<Item, void> {
      for (;;) {
        yield* waiting.splice(0);
        if (waiting.length > 0) continue;
        if (isOver) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
