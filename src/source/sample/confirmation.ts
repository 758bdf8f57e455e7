import { filled } from '../../model/placeholders.js';

/** What a call asks the person, as a test case states it: `confirm` with the arguments of the sample. */
export const asksOf = (
  confirm: string | undefined,
  args: Readonly<Record<string, unknown>>,
): { asks?: [{ message: string }] } =>
  // It names required arguments only.
  confirm === undefined
    ? {}
    : { asks: [{ message: filled(confirm, (name) => String(args[name])) }] };
