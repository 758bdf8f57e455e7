/** One response of the scripted model. */
export interface Step {
  /** Sent in pieces of a few characters. */
  text?: string;
  /** A string is sent as it is, valid or not. */
  calls?: { name: string; args: Record<string, unknown> | string }[];
  refusal?: string;
  /** Status of an error, instead of a response of the model. */
  status?: number;
  retryAfter?: number;
  /** Ends the connection after so many pieces, without an end of the message. */
  breakAfter?: number;
  /** Before the first piece, and between pieces. */
  delayMs?: number;
  gapMs?: number;
  ending?: 'length';
  usage?: { input: number; output: number };
}

/** What reached the server, in terms that are the same for both protocols. */
export interface Seen {
  api: 'openai' | 'anthropic';
  question: string;
  /** Texts of the tool results after the last question. */
  results: string[];
  tools: string[];
  instructions: string;
  /** How many messages or items. */
  length: number;
  body: Record<string, unknown>;
  key: string | undefined;
}

/** A list is played in order; its last step is repeated. */
export type Script = Step[] | ((seen: Seen) => Step);
