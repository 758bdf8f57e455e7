/**
 * Tests of a provider of files, for Vitest.
 * @module mcp-provider/testing/files
 */
export type { FileCase, FileResourceCase, FilesFixture } from './files/fixture.js';
export { testProvider } from './files/test-provider.js';
