import type { Usage } from './model.js';
import type { Effect } from './toolbox.js';

/** A call of the model that somebody decides about before it is made. */
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
  | { type: 'link'; url: string; message: string }
  | { type: 'retry'; seconds: number }
  | { type: 'usage'; usage: Usage };

/** `waiting`: the history ends with calls that need decisions, and `turn` goes on from there. */
export type TurnEnd = 'done' | 'refused' | 'length' | 'steps' | 'waiting';
