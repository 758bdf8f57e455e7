/** A mistake in the provider of an example, and the test that notices it. */
export interface Mutant {
  mistake: string;
  /** Name of the example and of its provider. */
  provider: 'chat' | 'issues';
  /** Below the provider's folder. */
  file: string;
  code: string;
  mistaken: string;
  /** Part of the full name of a test that fails. */
  noticedBy: string;
  /** Only the built server shows it. */
  built?: true;
}
