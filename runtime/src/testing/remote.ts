/**
 * Tests of a provider of another MCP server, for Vitest.
 * @module mcp-provider/testing/remote
 */
export { testProvider, type RemoteCase, type RemoteFixture } from './remote/test-provider.js';
