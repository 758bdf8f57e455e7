/** How a provider offers its tools: each in `tools/list`, or found and called through a few. */
export const SURFACES = ['tools', 'search'] as const;
export type Surface = (typeof SURFACES)[number];
