/** What providers are made of, for either line of the MCP SDK. */
export type { CallContext } from './provider/call-context.js';
export type { Authorize } from './provider/access.js';
export type { AuditRecord, AuditSink } from './provider/audit.js';
export type { CallPolicy } from './provider/call.js';
export type { CallChanges, Middleware, MiddlewareCall, Next } from './provider/middleware.js';
export type {
  Answer,
  Call,
  Complete,
  PromptDefinition,
  ResourceDefinition,
  ToolAnnotations,
  ToolDefinition,
  Unchecked,
} from './provider/define.js';
export type {
  BlockAnnotations,
  ContentBlock,
  EmbeddedResource,
  Icon,
  Message,
  ResourceLink,
} from './provider/content.js';
export type { Notify } from './provider/changes.js';
export type { ProviderModule, Providers } from './provider/loader.js';
export type { PerUserOptions } from './provider/per-user.js';
export type { Principal, UserId } from './provider/principal.js';
export type {
  Capabilities,
  CreateServer,
  InitializationOptions,
  Json,
  Provider,
  ProviderDefinition,
  ServedRequest,
} from './provider/provider.js';
export type { LogLine } from './provider/ports.js';
export type { About } from './serving/log.js';
export { ask, canAsk, once, openUrl, RefusedError } from './elicitation/questions.js';
export { configOf } from './provider/config.js';
export {
  assistant,
  audio,
  content,
  embeddedResource,
  image,
  resourceLink,
  textBlock,
  user,
} from './provider/content.js';
export { ToolError } from './provider/define.js';
export type { ArgsOf, CodeContext, CodeSettings, ResultOf, TypedTool } from './provider/in-code.js';
export { prompt, resource, tool } from './provider/in-code.js';
export { int64, integer } from './provider/integer.js';
export { rawSchema } from './provider/raw-schema.js';
export { perUser } from './provider/per-user.js';
export { log } from './serving/log.js';
