import type { GivenArguments } from '../../model/command.js';
import type { ProviderSpec } from '../../model/spec.js';
import type { Checked } from '../../spec/check.js';
import type { ImportedProvider } from '../import/providers.js';

/** The providers of a new project, and where their descriptions come from. */
export interface Description {
  providers: Checked<ProviderSpec>[];
  isDemo?: true;
  /** What became of OpenAPI documents, or of a database. */
  imported?: readonly ImportedProvider[];
  /** The options that say the same, where the specs do not. */
  given: GivenArguments;
}
