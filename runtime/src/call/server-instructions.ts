/** By provider. Providers are imported before their project is known, as in tests. */
const known = new Map<string, string>();

/** Instructions of the MCP server whose tools a provider serves; clients get them in place of its own. */
export function keepServerInstructions(provider: string, text: string | undefined): void {
  if (text === undefined) known.delete(provider);
  else known.set(provider, text);
}

export const serverInstructions = (provider: string): string | undefined => known.get(provider);
