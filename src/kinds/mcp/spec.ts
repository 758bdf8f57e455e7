import type { ResourceSpec, ToolSpec } from '../../model/spec.js';

export interface McpTool extends ToolSpec {
  /** Name of the tool on the server. */
  remoteTool?: string;
}

export interface McpResource extends ResourceSpec {
  /** URI of the resource on the server. */
  remoteUri?: string;
}
