import type { GivenArguments } from '../../model/command.js';
import type { Selection } from '../../remote/catalog.js';

export const selectionOf = ({ lists }: GivenArguments): Selection => ({
  include: lists.include ?? [],
  exclude: lists.exclude ?? [],
  rename: lists.rename ?? [],
});
