import type { BrowserPage } from '../sign-in/pages.js';
import type { OAuthError, OAuthFailure } from './errors.js';

/** Returns the page for a failed sign-in, with the next step; it shows no details. */
export function failurePage(
  displayName: string,
  error: OAuthError,
  redirectUri: string,
): BrowserPage {
  const refusalPage = {
    status: 502,
    title: `${displayName} rejected the sign-in`,
    text: `${error.message} Check the client ID, the client secret and the scopes, and that this redirect URI is registered there.`,
    copy: { label: 'Redirect URI', value: redirectUri },
  };
  const pages: Record<OAuthFailure, Pick<BrowserPage, 'status' | 'title' | 'text' | 'copy'>> = {
    declined: {
      status: 403,
      title: `${displayName} was not connected`,
      text: 'You declined the request. Nothing was stored. Try again, or close this window.',
    },
    invalid: {
      status: 400,
      title: 'This link is not valid',
      text: 'It belongs to another sign-in, was used before, or has expired. Start again.',
    },
    ended: {
      status: 400,
      title: 'The sign-in has ended',
      text: `${error.message} Nothing was stored. Start again.`,
    },
    'unknown-client': refusalPage,
    refused: refusalPage,
    unavailable: {
      status: 502,
      title: `${displayName} does not respond`,
      text: 'Nothing was stored. Try again in a moment.',
    },
    malformed: {
      status: 502,
      title: `${displayName} sent an invalid response`,
      text: `${error.message} Nothing was stored. If it happens again, check the settings of the authorization server.`,
    },
    unconfigured: {
      status: 500,
      title: 'The client is not registered yet',
      text: `${error.message} Register a client with the service, with this redirect URI, set it as the README describes, and start again.`,
      copy: refusalPage.copy,
    },
  };
  return {
    ...pages[error.failure],
    outcome: error.failure,
  };
}
