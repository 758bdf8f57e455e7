/** What providers are made of, for either line of the MCP SDK. */
export type { CallContext } from './call/call-context.js';
export type { Emitter, EventDefinition, Occurrence } from './call/define/event.js';
export type {
  SignatureName,
  SignatureScheme,
  WebhookDefinition,
  WebhookRequest,
} from './call/define/webhook.js';
export type { Authorize } from './call/access.js';
export type { AuditRecord, AuditSink } from './call/audit.js';
export type { CallPolicy } from './call/call.js';
export type { CallChanges, Middleware, MiddlewareCall, Next } from './call/middleware.js';
export type {
  Answer,
  ToolFunction,
  Complete,
  ObjectSchema,
  Prompt,
  PromptDefinition,
  Formerly,
  Resource,
  Responded,
  ResourceDefinition,
  Schema,
  Tool,
  ToolAnnotations,
  ToolDefinition,
  Unchecked,
} from './call/define/definitions.js';
export type {
  BlockAnnotations,
  ContentBlock,
  EmbeddedResource,
  Icon,
  Message,
  ResourceLink,
} from './call/result/content.js';
export type { Notify } from './call/lists/changes.js';
export type { Contract, ProviderModule, Providers } from './provider/loader.js';
export type { PerUserOptions } from './call/per-user.js';
export type { Principal, UserId } from './identity/principal.js';
export type {
  Capabilities,
  CreateServer,
  InitializationOptions,
  Json,
  Provider,
  ProviderDefinition,
} from './provider/definition.js';
export type { ServedRequest } from './call/served-request.js';
export type { ToolChoice } from './call/lists/tool-choice.js';
export type { LogLine } from './project/interfaces.js';
export type { About } from './project/log.js';
export { ask, canAsk, once, openUrl, RefusedError } from './call/elicitation/questions.js';
export { argumentsText } from './call/arguments-text.js';
export { configOf } from './project/config.js';
export type { ProviderConfig } from './project/config-file.js';
export {
  assistant,
  audio,
  content,
  embeddedResource,
  image,
  resourceLink,
  textBlock,
  user,
} from './call/result/content.js';
export { ToolError } from './call/result/tool-error.js';
export type { ApiContext } from './api/api-context.js';
export type { ArgsOf, CodeContext, CodeSettings, ResultOf, TypedTool } from './provider/in-code.js';
export { prompt, resource, tool } from './provider/in-code.js';
export { exactInteger, exactNumber, int64, integer } from './call/schema/integer.js';
export { fromApi } from './call/schema/from-api.js';
export { rawSchema } from './call/schema/raw-schema.js';
export { perUser } from './call/per-user.js';
export { log } from './project/log.js';
