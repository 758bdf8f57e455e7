/** Tests of a provider of a database, for Vitest. */
export type { QueryCase, RowCase, SqlFixture } from './sql/fixture.js';
export { testProvider } from './sql/test-provider.js';
