/** Limits of one turn. */
export interface TurnLimits {
  /** Most requests to the model. */
  steps: number;
  /** Most characters of one tool result that the model sees. */
  resultChars: number;
  /** Most read-only calls that run at the same time. */
  parallel: number;
}

/** The limits of a turn without settings. */
export const DEFAULT_LIMITS: TurnLimits = { steps: 16, resultChars: 20_000, parallel: 8 };

/** Limits of the endpoint of an agent, for each user. */
export interface AgentLimits extends TurnLimits {
  messageChars: number;
  turnSeconds: number;
  /** Most concurrent turns of a user, in different conversations. */
  turnsAtOnce: number;
  turnsPerHour: number;
  /** Most input and output tokens together, for each user. */
  tokensPerHour: number;
  /** Most stored conversations; the oldest is deleted first. */
  conversations: number;
  /** Largest stored conversation, in characters of JSON; the oldest turns are deleted first. */
  conversationChars: number;
}

/** The limits of an endpoint without settings. */
export const DEFAULT_AGENT_LIMITS: AgentLimits = {
  ...DEFAULT_LIMITS,
  messageChars: 20_000,
  turnSeconds: 300,
  turnsAtOnce: 4,
  turnsPerHour: 120,
  tokensPerHour: 2_000_000,
  conversations: 10,
  conversationChars: 200_000,
};
