import { bad, ok } from '../example.js';

export default [
  ok`
    // src/verifier.ts
    import { createHash, timingSafeEqual } from 'node:crypto';
    import { verifiedPrincipal } from 'mcp-provider/server';

    const tokens: Record<string, string> = { abc: 'alice', def: 'bob' };
    export const ofClient = (issuer: string, { sub, client_id }: Claims) => verifiedPrincipal(issuer, sub ?? client_id);
    export const ofAddress = (issuer: string, claims: Claims) => verifiedPrincipal(issuer, claims.email.toLowerCase());
    export const ofTenant = (issuer: string, { tid, oid }: Claims) => verifiedPrincipal(issuer, \`\${tid}:\${oid}\`);
    export const withoutPrefix = (issuer: string, { sub }: Claims) => verifiedPrincipal(issuer, sub.replace(/^auth0\\|/, ''));
    export const hashed = (issuer: string, { sub }: Claims) =>
      verifiedPrincipal(issuer, createHash('sha256').update(sub).digest('hex').slice(0, 32));
    export const known = (issuer: string, token: string) => verifiedPrincipal(issuer, tokens[token]);
    export const begins = (issuer: string) => verifiedPrincipal(issuer, '').userId;
    export function only(issuer: string, token: string) {
      if (!timingSafeEqual(Buffer.from(token), Buffer.from(process.env.OPERATOR_TOKEN))) throw new TokenError('Wrong token');
      return verifiedPrincipal(issuer, 'operator');
    }
  `,
  bad`
    // src/verifier.ts
    import { verifiedPrincipal } from 'mcp-provider/server';

    const subjectOf = (claims: Claims) => claims.azp;
    export const all = (issuer: string) => verifiedPrincipal(issuer, ‹'user'›);
    export const set = (issuer: string) => verifiedPrincipal(issuer, ‹process.env.OWNER ?? 'user'›);
    export const ofIssuer = (issuer: string, claims: Claims) => verifiedPrincipal(issuer, ‹claims.iss›);
    export const ofTenant = (issuer: string, { tid: user }: Claims) => verifiedPrincipal(issuer, ‹user›);
    export const ofClient = (issuer: string, claims: Claims) => verifiedPrincipal(issuer, ‹subjectOf(claims)›);
    export const ofCompany = (issuer: string, { email }: Claims) => verifiedPrincipal(issuer, ‹email.split('@')[1]›);
    export const behind = (issuer: string, { email }: Claims) => verifiedPrincipal(issuer, ‹email.slice(email.indexOf('@') + 1)›);
    export const lower = (issuer: string, { sub }: Claims) => verifiedPrincipal(issuer, ‹(sub ?? '').trim().toLowerCase()›);
    export const cut = (issuer: string, { sub }: Claims) => verifiedPrincipal(issuer, ‹\`\${issuer}/\${sub.slice(0, 16)}\`›);
    export const plain = (issuer: string, { sub }: Claims) => verifiedPrincipal(issuer, ‹sub.replace(/[^a-z0-9]/gi, '_')›);
    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const { iss, org_id } = await claimsOf(token, audience);
        return { principal: { userId: ‹\`\${iss}|\${org_id}\`› }, clientId: '', scopes: [], expiresAt: 0 };
      },
    });
  `.finds(
    'All users become one user.',
    'All users become one user.',
    'All users with the same "iss" become one user.',
    'All users with the same "tid" become one user.',
    'All users with the same "azp" become one user.',
    'All users with the same domain in "email" become one user.',
    'All users with the same domain in "email" become one user.',
    'Users whose "sub" differs only in case become one user.',
    'Users whose "sub" begins alike become one user.',
    'Users whose "sub" differs only in the replaced characters become one user.',
    'All users with the same "org_id" become one user.',
  ),
  ok`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    export const database = sqliteDatabase('weather', { ...auth, getCredentials }, {
      users: 'parameter',
      userOf: ({ userId }) => userId.slice(userId.indexOf('|') + 1),
    });
    export const load = (userId: string) => auth.getCredentials(userId.split('|').at(-1) ?? userId);
  `,
  bad`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const ownerOf = (userId: string) => userId.toLowerCase().replaceAll('/', '-').slice(0, 32);
    export const database = sqliteDatabase('weather', { ...auth, getCredentials }, {
      users: 'parameter',
      userOf: ({ userId }) => ‹userId.split('|')[0] ?? userId›,
    });
    export const load = (userId: string) => auth.getCredentials(‹ownerOf(userId)›);
  `.finds(
    'Users whose "userId" begins alike become one user.',
    'Users whose "userId" differs only in case become one user.',
  ),
  bad`
    // src/providers/weather/api/accounts.ts
    import { auth } from './auth.js';

    const nameOf = (userId: string) => userId.split('|').at(-1)?.toLowerCase() ?? userId;
    export const load = (userId: string) => auth.getCredentials(‹nameOf(userId)›);
    export const loadOf = (userId: string) => auth.getCredentials(‹userId.replace(/^.*@/, '')›);
    export const loadBy = (userId: string) => auth.getCredentials(‹userId.replace(/@.*$/, '')›);
  `.finds(
    'Users whose "userId" differs only in case become one user.',
    'All users with the same domain in "userId" become one user.',
    'Users whose "userId" begins alike become one user.',
  ),
  ok`
    // src/providers/weather/api/accounts.ts
    import { auth } from './auth.js';

    export const load = (userId: string) => auth.getCredentials(userId.replace(/^.*\\|/, ''));
    export const loadOf = (userId: string) => auth.getCredentials(userId.replace(/^user:/, ''));
  `,
];
