import type { ResourceSpec, ToolSpec } from '../../model/spec.js';

/** The settings of a provider of another MCP server. */
export interface McpSpec {
  name: string;
  /** Environment variables of this server, by the names that the program reads: settings of its operator. */
  environment?: Readonly<Record<string, string>>;
}

export interface McpTool extends ToolSpec {
  /** Name of the tool on the server. */
  remoteTool?: string;
}

export interface McpResource extends ResourceSpec {
  /** URI of the resource on the server. */
  remoteUri?: string;
}
