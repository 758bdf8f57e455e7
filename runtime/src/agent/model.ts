import type { OpenCall } from './forms.js';
import type { ServiceRules } from './services/service.js';

/** Language models, in terms that are the same for all protocols; the wires translate them. */

export interface ToolCall {
  id: string;
  name: string;
  /** JSON text of the model, which may be invalid. */
  args: string;
}

/** Most calls of one step; a model that sends more is assumed to repeat itself. */
export const MAX_CALLS = 100;

/** An image in Base64. */
export interface Image {
  mimeType: string;
  data: string;
}

/** The result of a call for the model. */
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
      /** Calls that continue with responses of the user; until then their results state that there are none. */
      open?: OpenCall[];
    };

/** Data that a wire must send back unchanged, such as signed reasoning; other wires omit it. */
interface Native {
  wire: string;
  items: unknown[];
}

/** A tool as a model sees it; `schema` is the JSON Schema of its arguments. */
export interface ToolSpec {
  name: string;
  description: string;
  schema: Record<string, unknown>;
}

/** Tokens of one or more steps. */
export interface Usage {
  input: number;
  output: number;
  /** Tokens of `input` that the service read from its cache. */
  cached: number;
}

/** Why a step of the model ended; `length` is the token limit. */
export type StepEnd = 'done' | 'calls' | 'length' | 'refused';

/** A part of a response, as it arrives. `end` is the last one. */
export type ModelEvent =
  | { type: 'text'; text: string }
  /** A message to the user that is not part of the response, such as a tool that the service refused. */
  | { type: 'note'; text: string; reason?: string }
  | { type: 'end'; ending: StepEnd; calls: ToolCall[]; usage: Usage; native?: Native };

/** One step that a model is asked for. */
export interface ModelRequest {
  instructions: string;
  messages: readonly Message[];
  tools: readonly ToolSpec[];
  /** The model must respond with text and cannot call tools any more. */
  isLast?: boolean;
  signal: AbortSignal;
  onRetry?(seconds: number): void;
}

/** Runs one step of a conversation. The last event is `end`, or the generator throws a `ModelError`. */
export interface Model {
  (request: ModelRequest): AsyncGenerator<ModelEvent, void>;
  /** Most tools of one request; with more tools, the model searches for those it needs. */
  readonly mostTools?: number;
}

/** A request that was adapted to a service. */
export interface WireRequest extends ModelRequest {
  rules: ServiceRules;
  /** Members of the request that the service has refused. */
  refusedMembers: ReadonlySet<string>;
}

/** Sends requests with the protocol of a service. */
export type Wire = (request: WireRequest) => AsyncGenerator<ModelEvent, void>;

/** Settings of a language model and its service. */
export interface ModelSettings {
  api: 'openai' | 'anthropic';
  /** Base URL including the version, such as `https://api.openai.com/v1`. */
  url: string;
  key?: string;
  name: string;
  /** Most tokens that one step may produce. */
  maxTokens: number;
  /** Price of a million tokens in any currency; without it, no costs are shown. */
  price?: { input: number; output: number };
}

/** Returns the URL of a path of the service; the query of the base URL stays. */
export function serviceUrl(url: string, path: string): string {
  const endpoint = new URL(url);
  endpoint.hash = '';
  endpoint.pathname = `${endpoint.pathname.replace(/\/+$/, '')}/${path}`;
  return endpoint.href;
}

/** Reasons why a model did not respond, as sentences for every reader. */
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

/** The kinds of faults of a model service. */
export type ModelFault = keyof typeof FAULTS;

/** An error of a model. Its message is for the operator and contains no text of the service about keys. */
export class ModelError extends Error {
  override name = 'ModelError';
  /** Text of the service without secrets; empty if there is none. */
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

/** Returns the error for a model that sends calls without end. */
export const tooManyCalls = (): ModelError =>
  new ModelError('broken', `The model sent more than ${MAX_CALLS} calls at once.`);
