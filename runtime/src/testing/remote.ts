/** Tests of a provider of another MCP server, for Vitest. */
export { testProvider, type RemoteCase, type RemoteFixture } from './remote/test-provider.js';
