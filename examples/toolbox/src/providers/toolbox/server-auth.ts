import { noSignIn } from 'mcp-provider/auth';

/** `--local-auth` shows that no sign-in is required. */
export const runAuthServer = noSignIn();
