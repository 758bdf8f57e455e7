import { projectRoot } from '../config.js';
import { ToolError } from '../define.js';
import { localPrincipal } from '../principal.js';

/** This user has to sign in first; the message says how. */
export class AuthNeededError extends ToolError {
  override name = 'AuthNeededError';

  constructor(provider: string, userId: string, why = `Not signed in to ${provider}.`) {
    super(`${why} ${howToSignIn(provider, userId)}`);
  }
}

/** A caller from elsewhere cannot run commands here, and need not know where the server lives. */
function howToSignIn(provider: string, userId: string): string {
  const isVerified = userId.includes('|'); // issuer and subject: see `core/token-verifier.ts`
  if (isVerified) return 'Ask whoever runs this server to sign you in.';
  const user = userId === localPrincipal().userId ? '' : ` --user ${JSON.stringify(userId)}`;
  const folder = JSON.stringify(projectRoot());
  return `To sign in, run: npm --prefix ${folder} run auth -- --provider ${provider}${user}`;
}
