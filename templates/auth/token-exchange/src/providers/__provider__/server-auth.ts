import { noSignIn } from 'mcp-provider/auth';

/** `--local-auth` has nothing to do: callers bring the access tokens that are exchanged. */
export const runAuthServer = noSignIn();
