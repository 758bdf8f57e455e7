import { isRecord } from '../model/json-schema/subschemas.js';
import { boundedDocument } from '../model/yaml.js';

/** Path of the table of sentences that the feature `directory` adds. */
export const LISTING_FILE = 'directory.yaml';

/** Further facts for directory forms: `listing` in a table of sentences. */
export type Listing = Readonly<Record<string, unknown>>;

export function readListing(text: string): Listing {
  const content: unknown = boundedDocument(text).toJS();
  return isRecord(content) && isRecord(content.listing) ? content.listing : {};
}
