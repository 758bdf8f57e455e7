import { describe } from 'vitest';
import type { Providers } from '../../provider/loader.js';
import { describeProvider } from '../describe-provider.js';
import { testBuiltServer } from '../suites/built-server.js';
import type { TestedProvider } from '../tested-provider.js';
import { testedProvider } from '../tested-provider.js';
import type { FileCase, FileResourceCase, FilesFixture } from './fixture.js';
import { testStorage } from './suite.js';

/** The fixture of a provider of kind `files`. */
export interface TestedFiles extends TestedProvider<FileCase, FileResourceCase> {
  shared: boolean;
}

/**
 * Tests of one provider of files: the tools and resources of all such providers and its own, on a folder or a fake bucket,
 * names that lead out of it, its users, its sign-in, and the built server.
 */
export function testProvider(providers: Providers, provider: string, fixture: FilesFixture): void {
  const { shared = false } = fixture;
  const subject: TestedFiles = { ...testedProvider(provider, fixture), shared };
  describeProvider(providers, 'mcp-provider/testing/files', subject, () => {
    describe('files', () => testStorage(subject));
    testBuiltServer(provider);
    for (const suite of subject.signIn.suites) describe('sign-in', () => suite(subject));
  });
}
