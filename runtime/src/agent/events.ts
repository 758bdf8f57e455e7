import type { OpenForm, Page } from './forms.js';
import type { Usage } from './model.js';
import type { Effect } from './toolbox.js';

/** A call of the model that needs a decision of the user. */
export interface PendingCall {
  id: string;
  tool: string;
  args: Record<string, unknown>;
  effect: Effect;
}

/** `later` ends the turn, which goes on when the decision is known. */
export type Decision = 'yes' | 'no' | 'later';

/** What happens in a turn, in order. */
export type TurnEvent =
  | { type: 'text'; text: string }
  | { type: 'call'; id: string; tool: string; args: Record<string, unknown>; effect: Effect }
  | { type: 'progress'; id: string; text: string }
  | { type: 'result'; id: string; tool: string; text: string; failed: boolean; missing: number }
  | { type: 'approval'; calls: PendingCall[] }
  | ({ type: 'form' } & OpenForm)
  | { type: 'retry'; seconds: number }
  /** Something that is left out, as a sentence; `reason` is what the service of the model says. */
  | { type: 'note'; text: string; reason?: string }
  | { type: 'usage'; usage: Usage };

/** `waiting`: the history ends with calls that need decisions or responses to forms, and `turn` goes on from there. */
export type TurnEnd = 'done' | 'refused' | 'length' | 'steps' | 'waiting';

/** What the endpoint of an agent sends; the last is `end` or `error`. */
export type ChatEvent =
  | TurnEvent
  | ({ type: 'link' } & Page)
  | { type: 'end'; reason: TurnEnd | 'timed-out' | 'cancelled' }
  | { type: 'error'; message: string };
