import { projectRoot } from '../config.js';
import { ToolError } from '../define.js';
import { localPrincipal } from '../principal.js';

/** This user has to sign in first; the message says how. */
export class AuthNeededError extends ToolError {
  override name = 'AuthNeededError';

  constructor(provider: string, userId: string) {
    super(`Not signed in to ${provider}. ${howToSignIn(provider, userId)}`);
  }
}

/** A caller from elsewhere cannot run commands here, and need not know where the server lives. */
function howToSignIn(provider: string, userId: string): string {
  if (userId !== localPrincipal().userId) return 'Ask whoever runs this server to sign you in.';
  return `To sign in, run: npm --prefix ${JSON.stringify(projectRoot())} run auth -- --provider ${provider}`;
}
