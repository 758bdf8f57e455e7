/** A mistake in the provider of an example, and the test that notices it. */
export interface Mutant {
  mistake: string;
  /** Name of the example and of its provider. */
  provider: 'chat' | 'issues' | 'inventory';
  /** Below the provider's folder. */
  file: string;
  code: string;
  mistaken: string;
  /** Part of the full name of a test that fails. */
  noticedBy: string;
  /** One test notices several of them, and reports the first. */
  alone?: true;
}
