export const RUNTIME = 'mcp-provider';
/** Server SDKs of the lines v1 and v2. */
export const V1 = '@modelcontextprotocol/sdk';
export const V2 = '@modelcontextprotocol/server';
