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

/** Limits of the endpoint of an agent, for each user. */
export interface AgentLimits extends TurnLimits {
  messageChars: number;
  turnSeconds: number;
  /** Turns at the same time, in different conversations. */
  turnsAtOnce: number;
  turnsPerHour: number;
  /** Input and output tokens together, for each user. */
  tokensPerHour: number;
  /** Conversations that are kept; the oldest is dropped. */
  conversations: number;
  /** Size of a stored conversation; the oldest turns are dropped. */
  conversationChars: number;
}

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
