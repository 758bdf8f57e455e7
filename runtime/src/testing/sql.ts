/** Tests of a provider of a database, for Vitest. */
export type { QueryCase, SqlFixture } from './sql/fixture.js';
export { testProvider } from './sql/test-provider.js';
