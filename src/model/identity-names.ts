import { words } from './secret-names.js';

const NAMES: ReadonlySet<string> = new Set([
  'current_user',
  'current_user_id',
  'calling_user',
  'principal',
  'principal_id',
  'as_user',
  'acting_user',
  'acting_user_id',
  'impersonate',
  'impersonated_user',
  'on_behalf_of',
]);

/** A name for an argument that chooses the user of a call. */
export const isIdentityName = (name: string): boolean => NAMES.has(words(name));
