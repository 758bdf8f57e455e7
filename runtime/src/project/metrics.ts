/** An event that a server reports while it runs. It has names only, neither users nor values. */
export type ServerEvent =
  | {
      type: 'call';
      provider: string;
      kind: 'tool' | 'resource' | 'prompt' | 'event';
      name: string;
      /** `asked`: the client asks the user and calls again. `denied`: the caller has no permission. */
      outcome: 'ok' | 'error' | 'failed' | 'cancelled' | 'timed-out' | 'asked' | 'denied';
      seconds: number;
    }
  /** A call by a former name of a tool, or with one of an argument, such as `find_rooms.text`. */
  | { type: 'former-name'; provider: string; tool: string; name: string }
  /** A turn of the agent, with the tokens of its model and the number of tool calls. */
  | {
      type: 'turn';
      /** Protocol of the model, such as `openai`. */
      api: string;
      outcome:
        | ('done' | 'waiting' | 'refused' | 'length' | 'steps')
        | ('timed-out' | 'cancelled' | 'failed');
      seconds: number;
      input: number;
      output: number;
      calls: number;
    }
  | { type: 'refresh'; provider: string; outcome: 'ok' | 'failed' }
  /** A sign-in at the built-in authorization server. `ended`: the provider does not accept the account any longer. */
  | {
      type: 'sign-in';
      provider: string;
      outcome: 'ok' | 'rejected' | 'declined' | 'unavailable' | 'failed' | 'ended';
    }
  /** A request exceeded a limit and got 413, 429 or 503. */
  | { type: 'limit'; status: number };

/** Collects events; `text` is the response to `GET /metrics`. `prometheus()` of `mcp-provider/metrics` creates one. */
export interface Metrics {
  /** Counts an event. */
  record(event: ServerEvent): void;
  contentType: string;
  /** Returns all metrics, in the format of `contentType`. */
  text(): Promise<string>;
}
