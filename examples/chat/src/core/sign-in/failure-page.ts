import type { OAuthError, OAuthFailure } from '../oauth/errors.js';
import type { Page } from './pages.js';

/** What a person is told, and what to do next; details never appear here. */
export function failurePage(displayName: string, error: OAuthError, redirectUri: string): Page {
  const pages: Record<OAuthFailure, Pick<Page, 'status' | 'title' | 'text'>> = {
    declined: {
      status: 403,
      title: `${displayName} was not connected`,
      text: 'You declined the request. Nothing was stored.',
    },
    invalid: {
      status: 400,
      title: 'This link does not fit',
      text: 'It belongs to another sign-in, was used before, or has expired. Start again.',
    },
    ended: {
      status: 400,
      title: 'The sign-in took too long',
      text: 'Its code has expired or was used before. Nothing was stored. Start again.',
    },
    refused: {
      status: 502,
      title: `${displayName} refused`,
      text: `${error.message} Check the client id, the client secret, the scopes and that this redirect address is registered: ${redirectUri}`,
    },
    unavailable: {
      status: 502,
      title: `${displayName} does not answer`,
      text: 'Nothing was stored. Try again in a moment.',
    },
    unconfigured: {
      status: 500,
      title: 'Almost there',
      text: `${error.message} Register a client with the service, with the redirect address ${redirectUri}, and set it.`,
    },
  };
  return {
    ...pages[error.failure],
    outcome: error.failure,
  };
}
