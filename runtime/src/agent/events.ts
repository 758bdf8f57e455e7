import type { Effect } from '../call/tool-effect.js';
import type { OpenForm, PageLink } from './forms.js';
import type { Usage } from './model.js';

/** A call of the model that needs a decision of the user. */
export interface PendingCall {
  id: string;
  tool: string;
  args: Record<string, unknown>;
  effect: Effect;
}

/** A decision about a call. `later` ends the turn; the next turn continues with the decision. */
export type Decision = 'yes' | 'no' | 'later';

/** Events of a turn, in order. */
export type TurnEvent =
  | { type: 'text'; text: string }
  | { type: 'call'; id: string; tool: string; args: Record<string, unknown>; effect: Effect }
  | { type: 'progress'; id: string; text: string }
  | { type: 'result'; id: string; tool: string; text: string; failed: boolean; missing: number }
  | { type: 'approval'; calls: PendingCall[] }
  | ({ type: 'form' } & OpenForm)
  | { type: 'retry'; seconds: number }
  /** Something that was omitted, as a sentence; `reason` is the text of the model's service. */
  | { type: 'note'; text: string; reason?: string }
  | { type: 'usage'; usage: Usage };

/**
 * The end of a turn. `waiting`: the history ends with calls that need decisions or form responses,
 * and `turn` continues them.
 */
export type TurnEnd = 'done' | 'refused' | 'length' | 'steps' | 'waiting';

/** Events that an agent's endpoint sends; the last is `end` or `error`. */
export type ChatEvent =
  | TurnEvent
  | ({ type: 'link' } & PageLink)
  | { type: 'end'; reason: TurnEnd | 'timed-out' | 'cancelled' }
  | { type: 'error'; message: string };
