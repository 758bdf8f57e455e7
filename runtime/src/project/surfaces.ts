/** The ways in which a provider offers its tools: each in `tools/list`, or found and called through search tools. */
export const SURFACES = ['tools', 'search'] as const;
/** How clients get the tools of a provider: all of them, or by search. */
export type Surface = (typeof SURFACES)[number];
