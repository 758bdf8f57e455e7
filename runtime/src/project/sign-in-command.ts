/**
 * Returns the command with which a local user signs in; `call` finds it in the error of a tool and
 * offers to run it.
 */
export const signInCommand = (provider: string): string => `npx mcp-provider sign-in ${provider}`;
