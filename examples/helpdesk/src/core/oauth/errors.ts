import { ToolError } from '../define.js';

/**
 * `declined`: the person said no. `invalid`: the answer is not for us (state, issuer, replay). `ended`: the grant is
 * gone, or its code was used. `refused`: the service rejects our client or what it asks for. `unavailable`: no usable
 * answer. `unconfigured`: our registration at the service is not known here.
 */
export type OAuthFailure =
  'declined' | 'invalid' | 'ended' | 'refused' | 'unavailable' | 'unconfigured';

/** What went wrong with an authorization server. The message may be shown to anybody; details stay in `cause`. */
export class OAuthError extends ToolError {
  override name = 'OAuthError';

  constructor(
    readonly failure: OAuthFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
