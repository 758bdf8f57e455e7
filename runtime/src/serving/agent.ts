import type { Principal } from '../identity/principal.js';
import type { AuthenticatedRoute } from '../project/route.js';

/** An agent as the server uses it; `defineAgent` creates one. */
export interface Agent {
  /** Serves `POST /agents/chat`. @throws StartError if the environment has no model */
  route(): Promise<AuthenticatedRoute>;
  /** Runs a conversation in the terminal. */
  chat(user: Principal): Promise<void>;
}
