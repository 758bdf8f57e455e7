/** Tests of a provider of files, for Vitest. */
export type { FileCase, FileResourceCase, FilesFixture } from './files/fixture.js';
export { testProvider } from './files/test-provider.js';
