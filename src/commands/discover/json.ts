import type { Discovery } from '../../remote/discovery.js';
import { tokensOf } from '../../remote/discovery.js';

/** The JSON document of the command; every tool with its size. */
export const discoveryJson = ({ tools, ...discovery }: Discovery) => ({
  ...discovery,
  tokens: tools.reduce((sum, tool) => sum + tokensOf(tool), 0),
  tools: tools.map((tool) => ({ ...tool, tokens: tokensOf(tool) })),
});
