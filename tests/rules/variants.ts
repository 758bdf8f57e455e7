import type { Mutation } from './mutate.js';

/** Another way to write a part of the golden project "issues" that nothing is wrong with. */
export interface Variant {
  variant: string;
  edits: Mutation['edits'];
}

export const variant = (name: string, edits: Mutation['edits']): Variant => ({
  variant: name,
  edits,
});
