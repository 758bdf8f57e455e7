import type { ToolAnnotations } from '../model/spec.js';

/**
 * Annotations of a tool: what its spec states, completed by what follows from its binding.
 * The hints about changes mean nothing for a tool that is stated to change nothing.
 */
export function annotationsOf(
  stated: ToolAnnotations = {},
  inferred: ToolAnnotations = {},
): ToolAnnotations | undefined {
  const { openWorldHint } = inferred;
  const ofReading = openWorldHint === undefined ? {} : { openWorldHint };
  const annotations = { ...(stated.readOnlyHint ? ofReading : inferred), ...stated };
  return Object.keys(annotations).length > 0 ? annotations : undefined;
}
