/** The effect of a call, by the annotations of the tool. */
export type Effect = 'reads' | 'writes' | 'destroys';

/** The members of `ToolAnnotations` (MCP) that decide the effect of a tool. */
interface EffectHints {
  readOnlyHint?: boolean | undefined;
  destructiveHint?: boolean | undefined;
}

/** Returns the effect of a tool with these annotations; without any, it may be destructive, as MCP requires. */
export function effectOfTool({ readOnlyHint, destructiveHint }: EffectHints = {}): Effect {
  if (readOnlyHint === true) return 'reads';
  return destructiveHint === false ? 'writes' : 'destroys';
}
