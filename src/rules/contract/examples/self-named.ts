import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "contract/own-credentials": credentials stored under a name that they contain. */
export const selfNamedExamples: readonly Example[] = [
  ok`
    // src/providers/weather/server-auth.ts, changed
      export const runAuthServer = signInForm(auth);
    +
    + export async function connect(userId: string, code: string, session: string) {
    +   const tokens = await exchange(code);
    +   await auth.saveCredentials(userId, { token: tokens.access_token, account: tokens.account });
    +   await auth.saveCredentials(\`\${userId}:\${tokens.account}\`, tokens);
    +   await auth.saveCredentials(userId ?? tokens.account, tokens);
    +   const { payload } = await jwtVerify(session, keys);
    +   await auth.saveCredentials(payload.sub, tokens);
    + }
    +
    + export async function restore(records: { userId: string; token: string; credentials: Credentials }[]) {
    +   for (const record of records) await auth.saveCredentials(record.userId, record.credentials);
    +   for (const { userId, token } of records) await auth.saveCredentials(userId, { token });
    +   const found = pending.get('state');
    +   await auth.saveCredentials(found.userId, { token: found.token });
    + }
    + export const keep = ({ userId, credentials }: Kept) => auth.saveCredentials(userId, credentials);
  `,
  bad`
    // src/providers/weather/server-auth.ts, changed
      export const runAuthServer = signInForm(auth);
    +
    + export const signIn = async (credentials: Credentials) => {
    +   const { account } = credentials;
    +   await auth.saveCredentials(‹account›, credentials);
    + };
    + const { saveCredentials: keepAll } = auth;
    + export const renamed = (tokens: Credentials) => keepAll(‹tokens.account›, tokens);
    + export const rest = ({ account, ...credentials }: Credentials) => auth.saveCredentials(‹account›, credentials);
    + export const save = (userId: string, credentials: Credentials) =>
    +   auth.saveCredentials(‹credentials.email?.toLowerCase() ?? userId›, credentials);
    + export async function connect(code: string) {
    +   const tokens = await exchange(code);
    +   await auth.saveCredentials(‹\`weather-\${tokens.account_id}\`›, { token: tokens.access_token });
    +   const me = await whoAmI(tokens.access_token);
    +   await auth.saveCredentials(‹me.login›, tokens);
    +   await store(‹tokens.account›, tokens);
    + }
    + const store = (user: string, stored: Credentials) => auth.saveCredentials(user, stored);
    + async function whoAmI(token: string) {
    +   const response = await fetch('https://api.weather.dev/v1/me', { headers: { authorization: token } });
    +   return response.json();
    + }
    + async function answered(response: Response) {
    +   const { access_token: token, user_id } = await response.json();
    +   await auth.saveCredentials(‹user_id›, { token });
    + }
  `.finds(
    ...Array.from(
      { length: 8 },
      () => 'The credentials themselves name the user that they are stored for.',
    ),
  ),
];
