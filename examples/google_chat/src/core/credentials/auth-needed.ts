import { projectRoot } from '../config.js';
import { ToolError } from '../define.js';
import { isVerifiedCaller, localPrincipal } from '../principal.js';

export interface AuthNeed {
  /** A sentence: what came before. */
  why?: string;
  /** Where this user can sign in with a browser. */
  url?: string;
}

/** This user has to sign in first; the message says how. */
export class AuthNeededError extends ToolError {
  override name = 'AuthNeededError';

  constructor(provider: string, userId: string, { why, url }: AuthNeed = {}) {
    const how = url === undefined ? howToSignIn(provider, userId) : `To sign in, open ${url}`;
    super(`${why ?? `Not signed in to ${provider}.`} ${how}`, { url });
  }
}

/** A caller from elsewhere cannot run commands here, and need not know where the server lives. */
function howToSignIn(provider: string, userId: string): string {
  if (isVerifiedCaller(userId)) return 'Ask whoever runs this server to sign you in.';
  const user = userId === localPrincipal().userId ? '' : ` --user ${JSON.stringify(userId)}`;
  const folder = JSON.stringify(projectRoot());
  return `To sign in, run: npm --prefix ${folder} run auth -- --provider ${provider}${user}`;
}
