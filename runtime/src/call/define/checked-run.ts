import type { CallContext } from '../call-context.js';

const CHECKED_RUN: unique symbol = Symbol.for('mcp-provider/checked@2');

/** A `run` in two steps, between which the user is asked. */
export interface CheckedRun<Args, Value> {
  /** @throws ToolError for arguments that are refused whatever the state of the data is */
  requireArguments(args: Args): void;
  /** Calls `check` before it commits; `check` throws if the result does not match the output schema. */
  run(args: Args, context: CallContext, check: (value: Value) => void): Promise<Value>;
}

/** Marks a `run` whose arguments are checked before the user is asked, and its result before it commits. */
export const runWithCheck = <Args, Value>(
  checkedRun: CheckedRun<Args, Value>,
): ((args: Args, context: CallContext) => Promise<Value>) => {
  const run = async (args: Args, context: CallContext) => {
    checkedRun.requireArguments(args);
    return checkedRun.run(args, context, () => {});
  };
  return Object.assign(run, { [CHECKED_RUN]: checkedRun });
};

/** Returns the two steps of a `run` that `runWithCheck` has marked; undefined for any other. */
export const checkedRunOf = (run: object): CheckedRun<unknown, unknown> | undefined =>
  (run as { [CHECKED_RUN]?: CheckedRun<unknown, unknown> })[CHECKED_RUN];
