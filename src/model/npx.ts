/** A command of `mcp-provider` as everybody can run it, also where nothing of us is installed. */
export const npx = (words: string, version?: string) =>
  `npx -p create-mcp-provider${version === undefined ? '' : `@${version}`} mcp-provider ${words}`;

/** The same in a project, which has both packages installed. */
export const inProject = (words: string) => `npx mcp-provider ${words}`;
