/** A command of `mcp-provider` as everybody can run it, also where nothing of us is installed. */
export const npx = (words: string) => `npx -p create-mcp-provider mcp-provider ${words}`;
