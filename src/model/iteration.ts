/** Methods of a list that call a function with its items. */
export const ITERATES =
  /^(forEach|map|flatMap|filter|find(Last)?(Index)?|some|every|reduce(Right)?)$/;

/** Which parameter of that function is the item. */
export const itemPosition = (method: string): number => (method.startsWith('reduce') ? 1 : 0);
