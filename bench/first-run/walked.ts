/** Keys pressed at 80×24 from the first question to the first call, by what is connected; a paste is one key. */
export const WALKED: readonly (readonly [door: string, keys: number])[] = [
  ['SQLite file in the directory', 4],
  ['MCP server: folder', 5],
  ['MCP server: URL, no sign-in', 6],
  ['MCP server: command', 7],
  ['OpenAPI file in the directory, API key', 7],
  ['spec in the directory, API key', 7],
  ['`GET` and a typed URL, no sign-in', 50],
];
