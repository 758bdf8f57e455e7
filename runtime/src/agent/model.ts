import type { OpenCall } from './forms.js';

/** Language models, in terms that are the same for all protocols; the wires translate them. */

export interface ToolCall {
  id: string;
  name: string;
  /** JSON as the model wrote it, which may be invalid. */
  args: string;
}

/** Calls of one step. More is a model that calls for ever. */
export const MOST_CALLS = 100;

/** The result of a call, as the model reads it. */
export interface ToolResult {
  id: string;
  text: string;
  failed: boolean;
}

/** A message of a conversation. */
export type Message =
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; calls: ToolCall[]; native?: Native }
  | {
      role: 'tools';
      results: ToolResult[];
      /** Calls that go on with responses of the user; their results say that there are none. */
      open?: OpenCall[];
    };

/** What a wire wants back unchanged, such as signed reasoning; other wires leave it out. */
interface Native {
  wire: string;
  items: unknown[];
}

export interface ToolSpec {
  name: string;
  description: string;
  schema: Record<string, unknown>;
}

/** Tokens of one or more steps. */
export interface Usage {
  input: number;
  output: number;
  /** Part of `input` that the service had in its cache. */
  cached: number;
}

/** Why a step of the model ended: `length` is its limit of tokens. */
export type Ending = 'done' | 'calls' | 'length' | 'refused';

export type ModelEvent =
  | { type: 'text'; text: string }
  | { type: 'end'; ending: Ending; calls: ToolCall[]; usage: Usage; native?: Native };

interface ModelRequest {
  instructions: string;
  messages: readonly Message[];
  tools: readonly ToolSpec[];
  signal: AbortSignal;
  onRetry?(seconds: number): void;
}

/** One step of a conversation. The last event is `end`, or the generator throws a `ModelError`. */
export type Model = (request: ModelRequest) => AsyncGenerator<ModelEvent, void>;

/** A language model, and where it is served. */
export interface ModelSettings {
  api: 'openai' | 'anthropic';
  /** Up to and including the version, such as `https://api.openai.com/v1`. */
  url: string;
  key?: string;
  name: string;
  /** The most tokens that one step may produce. */
  maxTokens: number;
  /** Of a million tokens, in any currency; without it no costs are shown. */
  price?: { input: number; output: number };
}

/** Why a model did not respond. */
export type ModelFault = 'unauthorized' | 'rejected' | 'limited' | 'unavailable' | 'broken';

/** The message is for the user. It has nothing that the service says about keys. */
export class ModelError extends Error {
  override name = 'ModelError';

  constructor(
    readonly fault: ModelFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const tooManyCalls = (): ModelError =>
  new ModelError('broken', `The model sent more than ${MOST_CALLS} calls at once.`);
