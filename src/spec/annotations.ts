import type { HttpMethod, ToolAnnotations } from '../model/spec.js';

/**
 * What a method means to a client (RFC 9110 section 9.2), in MCP's words. That POST and PATCH may destroy is what clients
 * assume of a silent tool; it is written down so that somebody decides.
 */
const OF_METHOD: Readonly<Record<HttpMethod, ToolAnnotations>> = {
  GET: { readOnlyHint: true },
  HEAD: { readOnlyHint: true },
  POST: { destructiveHint: true },
  PUT: { idempotentHint: true },
  PATCH: { destructiveHint: true },
  DELETE: { destructiveHint: true, idempotentHint: true },
};

/**
 * A tool's annotations: what its spec states, completed by what the method of its request says.
 * The hints about changes mean nothing for a tool that is stated to change nothing.
 */
export function annotationsOf(
  stated: ToolAnnotations = {},
  method?: HttpMethod,
): ToolAnnotations | undefined {
  const inferred = method === undefined || stated.readOnlyHint ? {} : OF_METHOD[method];
  const annotations = { ...inferred, ...stated };
  return Object.keys(annotations).length > 0 ? annotations : undefined;
}
