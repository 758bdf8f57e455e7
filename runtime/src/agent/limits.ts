/** Limits of one turn. */
export interface TurnLimits {
  /** Steps of the model. */
  steps: number;
  /** Characters of one tool result that the model sees. */
  resultChars: number;
  /** Calls that only read, at the same time. */
  parallel: number;
}

export const DEFAULT_LIMITS: TurnLimits = { steps: 16, resultChars: 20_000, parallel: 8 };
