import { isObject } from '../../runtime/src/utils/is-object.js';
import { boundedDocument } from '../model/yaml.js';

/** Path of the table of sentences that the feature `directory` adds. */
export const LISTING_FILE = 'directory.yaml';

/** Further facts for directory forms: `listing` in a table of sentences. */
export type Listing = Readonly<Record<string, unknown>>;

export function readListing(text: string): Listing {
  const content: unknown = boundedDocument(text).toJS();
  return isObject(content) && isObject(content.listing) ? content.listing : {};
}
