import { objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { boundedDocument } from '../model/yaml.js';

/** Further facts for directory forms: `listing` in a table of sentences. */
export type Listing = Readonly<Record<string, unknown>>;

export function readListing(text: string): Listing {
  const content: unknown = boundedDocument(text).toJS();
  return objectOrEmpty(objectOrEmpty(content).listing);
}
