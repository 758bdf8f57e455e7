import { bad, ok } from '../example.js';

export default [
  ok`
    // src/verifier.ts
    const post = (url: string, body: URLSearchParams) =>
      fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(5_000) });

    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const response = await post(metadata.introspection_endpoint, new URLSearchParams({ token }));
        return verified(await response.json(), audience);
      },
    });
  `,
  ok`
    // src/verifier.ts
    import { limit } from './limit.js';

    export const verifier = (metadata: IssuerMetadata, options: RequestInit) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const known = await fetch(metadata.jwks_uri, options);
        const asked = await Promise.race([fetch(metadata.introspection_endpoint), limit(5_000)]);
        return verified(known, asked, token, audience);
      },
    });
  `,
  ok`
    // src/packages.ts
    export class Package {
      metadata = { name: 'weather' };
      verify(hash: string) {
        return fetch(\`https://packages.weather.dev/\${hash}\`);
      }
    }
    export class Verifier implements TokenVerifier {
      constructor(readonly metadata: IssuerMetadata) {}
      static verify() {
        return fetch('https://login.weather.dev/ready');
      }
      async verify(token: string, audience: URL) {
        const signal = AbortSignal.timeout(5_000);
        return verified(await fetch(this.metadata.userinfo_endpoint, { signal }), audience, token);
      }
    }
  `,
  bad`
    // src/verifier.ts
    const post = (url: string, body: URLSearchParams) => ‹fetch›(url, { method: 'POST', body });

    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const response = await post(metadata.introspection_endpoint, new URLSearchParams({ token }));
        return verified(await response.json(), audience);
      },
    });
  `.finds('This request of the token verifier has no time limit.'),
  bad`
    // src/verifier.ts
    import { request } from 'undici';

    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const { body } = await ‹request›(metadata.userinfo_endpoint);
        return verified(await body.json(), audience, token);
      },
    });
  `.finds('This request of the token verifier has no time limit.'),
];
