import type { CallCase, Fixture } from '../fixture.js';

/**
 * What the tests of a provider of files need to know: the tools and resources that it has besides those of all such providers.
 *
 * @example
 * testProvider(providers, 'handbook', {
 *   signIn: noSignIn,
 *   shared: true,
 *   tools: { get_contacts: { file: 'contacts.json', content: { contacts: [] } } },
 * });
 */
export interface FilesFixture extends Fixture<FileCase, FileResourceCase> {
  /** All users have the same files. */
  shared?: boolean;
}

/** One call of a tool that reads a file. */
export interface FileCase extends CallCase {
  /** Its name, with its folders. */
  file: string;
  /** Its content: text as it is, anything else as JSON. Also the result. */
  content: unknown;
}

/** A resource, and the file that reading it returns. */
export interface FileResourceCase extends Pick<FileCase, 'file' | 'content'> {
  uri: string;
}
