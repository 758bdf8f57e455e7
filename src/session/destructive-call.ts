import type { Questions } from '../model/questions.js';

/** Shows a call that may change or delete data. @returns the question whether to make it */
export function destructiveCallQuestion(
  questions: Pick<Questions, 'note'>,
  tool: string,
  values: object,
): string {
  questions.note(JSON.stringify(values, null, 2), tool);
  return 'This tool may change or delete data. Call it?';
}
