/**
 * An agent of a project, chats of other programs, and their loop: a language model that uses the tools of MCP servers.
 * @module mcp-provider/agent
 */
export type { Chat, ChatOptions, ChatStep } from './agent/chat.js';
export type { AgentDefinition } from './agent/define.js';
export type { Agent } from './serving/agent.js';
export type { ChatEvent, Decision, PendingCall, TurnEnd, TurnEvent } from './agent/events.js';
export type { Dialog, FormResponse, OpenCall, OpenForm, PageLink } from './agent/forms.js';
export type { AgentLimits, TurnLimits } from './agent/limits.js';
export type {
  Message,
  Model,
  ModelFault,
  ModelSettings,
  ToolCall,
  ToolResult,
  Usage,
} from './agent/model.js';
export type { Effect } from './call/tool-effect.js';
export type { Source, Toolbox } from './agent/toolbox.js';
export type { Turn } from './agent/turn.js';
export { openChat } from './agent/chat.js';
export { GROUND_RULES } from './agent/instructions.js';
export { ModelError } from './agent/model.js';
export { defineAgent } from './agent/define.js';
export { modelOf, modelSettings } from './agent/settings.js';
export { toolbox } from './agent/toolbox.js';
export { turn } from './agent/turn.js';
