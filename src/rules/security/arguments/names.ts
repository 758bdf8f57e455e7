/** Arguments that choose the user of a call. */
export const IDENTITY_ARGUMENTS: ReadonlySet<string> = new Set([
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
