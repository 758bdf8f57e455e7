import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "security/optional-check": states of responses that are taken from what they are compared with. */
export const ownStateExamples: readonly Example[] = [
  bad`
    // src/providers/weather/server-auth.ts
    import type { OAuthAuth } from 'mcp-provider/oauth';
    import { validateAuthResponse } from 'oauth4webapi';

    export const tolerant = (plain: OAuthAuth): OAuthAuth => ({
      ...plain,
      clientFor(userId) {
        const { begin, finish } = plain.clientFor(userId);
        return {
          begin,
          finish(response, pending) {
            const repaired = new URLSearchParams(response);
            repaired.set('state', ‹pending.state›);
            return finish(repaired, pending);
          },
        };
      },
    });
    export const pasted = (client: Client, code: string, pending: Pending) =>
      client.finish(new URLSearchParams({ code, state: ‹pending.state› }), pending);
    export function exchanged(server: Server, client: Client, code: string, flow: Flow) {
      const response = new URLSearchParams({ code, state: ‹flow.state› });
      return validateAuthResponse(server, client, response, flow.state);
    }
  `.finds(
    ...Array.from(
      { length: 3 },
      () => 'The state is compared with itself: any response to the sign-in passes.',
    ),
  ),
  ok`
    // src/providers/weather/server-auth.ts
    export async function begun(client: Client, address: URL, pending: Pending) {
      address.searchParams.set('state', pending.state);
      await store.put(pending.state, pending);
      return address;
    }
    export function finished(client: Client, query: URLSearchParams, pending: Pending) {
      const response = new URLSearchParams(query);
      response.delete('session_state');
      return client.finish(response, pending);
    }
    export function pasted(client: Client, { code, state }: Pasted, pending: Pending) {
      return client.finish(new URLSearchParams({ code, state }), pending);
    }
    export function compared(client: Client, url: URL, pending: Pending) {
      if (url.searchParams.get('state') !== pending.state) throw new Error('Another sign-in');
      const code = url.searchParams.get('code') ?? '';
      return client.finish(new URLSearchParams({ code, state: pending.state }), pending);
    }
  `,
  bad`
    // src/staff.ts
    import * as openid from 'openid-client';

    export async function finished(config: openid.Configuration, url: URL) {
      const tokens = await openid.authorizationCodeGrant(config, url, {
        expectedState: ‹openid.skipStateCheck›,
        idTokenExpected: true,
      });
      return tokens.claims()?.sub;
    }
  `.finds('The state of the response is not checked.'),
  ok`
    // src/staff.ts
    import * as openid from 'openid-client';

    export const finished = (config: openid.Configuration, url: URL, pkceCodeVerifier: string) =>
      openid.authorizationCodeGrant(config, url, {
        expectedState: openid.skipStateCheck,
        pkceCodeVerifier,
      });
  `,
];
