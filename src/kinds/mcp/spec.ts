import type { ResourceSpec, ToolSpec } from '../../model/spec.js';

export interface McpTool extends ToolSpec {
  /** Name of the tool at the server. */
  remoteTool?: string;
}

export interface McpResource extends ResourceSpec {
  /** Its URI at the server. */
  remoteUri?: string;
}
