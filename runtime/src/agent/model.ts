import type { OpenCall } from './forms.js';
import type { Rules } from './services/service.js';

/** Language models, in terms that are the same for all protocols; the wires translate them. */

export interface ToolCall {
  id: string;
  name: string;
  /** JSON as the model wrote it, which may be invalid. */
  args: string;
}

/** Calls of one step. More is a model that calls for ever. */
export const MOST_CALLS = 100;

/** In base64. */
export interface Image {
  mimeType: string;
  data: string;
}

/** The result of a call, as the model reads it. */
export interface ToolResult {
  id: string;
  text: string;
  failed: boolean;
  images?: Image[];
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
  /** Something for the user that is no part of the response, such as a tool that the service refused. */
  | { type: 'note'; text: string; reason?: string }
  | { type: 'end'; ending: Ending; calls: ToolCall[]; usage: Usage; native?: Native };

export interface ModelRequest {
  instructions: string;
  messages: readonly Message[];
  tools: readonly ToolSpec[];
  /** The response must be words: the model cannot call the tools any more. */
  isLast?: boolean;
  signal: AbortSignal;
  onRetry?(seconds: number): void;
}

/** One step of a conversation. The last event is `end`, or the generator throws a `ModelError`. */
export interface Model {
  (request: ModelRequest): AsyncGenerator<ModelEvent, void>;
  /** Tools in one request; of more, the model searches for those that it needs. */
  readonly mostTools?: number;
}

/** A request that has been fitted to a service. */
export interface WireRequest extends ModelRequest {
  rules: Rules;
  /** Members of the request that the service has refused. */
  without: ReadonlySet<string>;
}

/** The protocol of a service. */
export type Wire = (request: WireRequest) => AsyncGenerator<ModelEvent, void>;

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

/** A path of the service; what its URL has behind "?" stays there. */
export function urlOf(url: string, path: string): string {
  const whole = new URL(url);
  whole.hash = '';
  whole.pathname = `${whole.pathname.replace(/\/+$/, '')}/${path}`;
  return whole.href;
}

/** Why a model did not respond, as a sentence for everybody. */
export const FAULTS = {
  unauthorized: 'The model refused the key.',
  forbidden: 'The model refused the request.',
  quota: 'The account of the model has no quota left.',
  'too-long': 'The conversation is too long for the model.',
  rejected: 'The model rejected the request.',
  limited: 'The model refused: too many requests.',
  unavailable: 'The model is not available.',
  broken: 'The response of the model is incomplete.',
} as const;

export type ModelFault = keyof typeof FAULTS;

/** The message is for the person who runs the program. It has nothing that the service says about keys. */
export class ModelError extends Error {
  override name = 'ModelError';
  /** What the service says, without secrets; empty where it says nothing. */
  readonly reason: string;

  constructor(
    readonly fault: ModelFault,
    message: string,
    { reason = '', ...options }: ErrorOptions & { reason?: string } = {},
  ) {
    super(message, options);
    this.reason = reason;
  }
}

export const tooManyCalls = (): ModelError =>
  new ModelError('broken', `The model sent more than ${MOST_CALLS} calls at once.`);
