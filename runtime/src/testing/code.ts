/**
 * Tests of a provider of own code, for Vitest.
 * @module mcp-provider/testing/code
 */
export {
  testProvider,
  type CodeCase,
  type CodeFixture,
  type CodeResourceCase,
} from './code/test-provider.js';
