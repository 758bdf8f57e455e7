/**
 * Secrets in rows, planted by what people keep them in and not by how the scrubber finds them: each form of a secret in each
 * place of a row.
 */
import { createHash } from 'node:crypto';
import type { Plant } from './plants.js';

let count = 0;
const random = (length: number, encoding: 'hex' | 'base64url' = 'base64url'): string =>
  createHash('sha512')
    .update(`form ${count++}`)
    .digest(encoding)
    .replace(/[-_]/g, 'q')
    .slice(0, length);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Form {
  /** What must not be left. */
  secret: string;
  /** How a value holds it. */
  text: string;
  /** What the sign-in knows. */
  known?: string;
}

const asIs = (secret: string): Form => ({ secret, text: secret });
const within = (secret: string, text: (secret: string) => string): Form => ({
  secret,
  text: text(secret),
});

/** Texts that are secrets or contain one, in a place whose name says nothing. */
const forms: Record<string, () => Form> = {
  'a signed JWT': () =>
    asIs(`${base64url({ alg: 'HS256' })}.${base64url({ sub: random(8) })}.${random(43)}`),
  'an encrypted JWT': () =>
    asIs(`${base64url({ alg: 'dir', enc: 'A256GCM' })}..${random(16)}.${random(40)}.${random(22)}`),
  'a JWT in an Authorization header': () =>
    within(
      `${base64url({ alg: 'RS256' })}.${base64url({ iat: 1 })}.${random(40)}`,
      (jwt) => `authorization: bearer ${jwt}`,
    ),
  'id and secret in base64': () => {
    const secret = random(20);
    return { secret: base64(`client:${secret}`), text: base64(`client:${secret}`), known: secret };
  },
  'Basic credentials': () => within(base64(`ann:${random(12)}`), (code) => `Basic ${code}`),
  'Basic credentials, upper case': () =>
    within(base64(`ann:${random(12)}`), (code) => `BASIC ${code}`),
  'a cookie of a session': () =>
    within(random(32), (id) => `Set-Cookie: SESSION=${id}; Path=/; HttpOnly`),
  'a second cookie': () => within(random(32), (id) => `cookie: lang=de; connect.sid=s%3A${id}`),
  'a login in an address': () =>
    within(random(14), (password) => `https://ann:${password}@api.test/v1`),
  'a login in an address of a database': () =>
    within(random(14), (password) => `mongodb+srv://app:${password}@db.test/x?w=1`),
  'a token in a fragment': () =>
    within(random(30), (token) => `https://a.test/cb#state=1&access_token=${token}`),
  'a code of a redirect': () =>
    within(random(30), (code) => `Location: https://a.test/cb?code=${code}&state=1`),
  'a form': () =>
    within(random(18), (secret) => `grant_type=client_credentials&client_secret=${secret}`),
  'a form, percent-encoded': () =>
    within(`p%2F${random(12)}%3D`, (secret) => `user=ann&password=${secret}`),
  'a name in upper case': () => within(random(18), (secret) => `CLIENT_SECRET=${secret}`),
  'an error that repeats a key': () =>
    within(`${random(14)}7`, (key) => `Incorrect API key provided: ${key}. See https://a.test`),
  'an error that repeats a token': () =>
    within(random(24), (token) => `401 {"error":"bad token","token":"${token}"}`),
  'an error of a database': () =>
    within(
      random(14),
      (password) => `could not connect: host=db user=app password=${password} dbname=x`,
    ),
  'multipart form data': () =>
    within(
      random(16),
      (secret) =>
        `--x\r\nContent-Disposition: form-data; name="password"\r\n\r\n${secret}\r\n--x--`,
    ),
  'a signed address': () =>
    within(
      random(40, 'hex'),
      (signature) => `https://s3.test/a?X-Amz-Expires=60&X-Amz-Signature=${signature}`,
    ),
  'a shared access signature': () =>
    within(random(30), (signature) => `https://a.blob.test/c?sv=2024&sig=${signature}%3D`),
  'a private key': () =>
    within(
      base64(random(40)),
      (key) => `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----`,
    ),
  'a private key on one line': () =>
    within(
      base64(random(40)),
      (key) => `-----BEGIN EC PRIVATE KEY-----\\n${key}\\n-----END EC PRIVATE KEY-----`,
    ),
  'a token of GitHub': () => asIs(`gho_${random(36)}`),
  'a token of Slack': () => asIs(`xoxp-${random(12)}-${random(24)}`),
  'a token of OpenAI': () => asIs(`sk-svcacct-${random(32)}`),
  'a key of AWS': () => asIs(`ASIA${random(16, 'hex').toUpperCase()}`),
  'a known secret': () => {
    const secret = random(20);
    return { secret, text: secret, known: secret };
  },
  'a known secret, upper case': () => {
    const secret = random(20);
    return { secret: secret.toUpperCase(), text: secret.toUpperCase(), known: secret };
  },
  'a secret in YAML': () =>
    within(random(16), (secret) => `db:\n  user: app\n  password: "${secret}"\n`),
  'a secret in XML': () =>
    within(random(16), (secret) => `<auth><apiKey type="x">${secret}</apiKey></auth>`),
  'a secret in SOAP': () =>
    within(random(16), (secret) => `<wsse:Password Type="#PasswordText">${secret}</wsse:Password>`),
  'a line of .netrc': () =>
    within(random(16), (secret) => `machine api.test login ann password ${secret}`),
  'an option of a command': () =>
    within(random(16), (secret) => `mysql --user=app --password=${secret} x`),
  'a connection string': () => within(random(16), (secret) => `Server=db;Uid=app;Pwd=${secret};`),
  'an address of Redis': () =>
    within(random(16), (secret) => `redis://:${secret}@cache.test:6379/0`),
};

/** Places of a row; the first half are those of responses, errors and lists. */
const places: Record<string, (text: string) => object> = {
  'a header of a response': (text) => ({
    exchanges: [{ response: { responseHeaders: { 'x-more': text } } }],
  }),
  'an error text': (text) => ({ result: `The API says: ${JSON.stringify({ message: text })}` }),
  'a list in a list': (text) => ({ result: { rows: [[1, ['a', text]]] } }),
  'JSON in JSON': (text) => ({
    exchanges: [
      { response: { response: { body: JSON.stringify({ log: JSON.stringify([text]) }) } } },
    ],
  }),
  'an argument': (text) => ({ arguments: { query: text } }),
  'a body': (text) => ({ exchanges: [{ request: { body: { items: [{ note: text }] } } }] }),
  'a header of a request': (text) => ({
    exchanges: [{ request: { headers: { 'x-note': text } } }],
  }),
  'a text among others': (text) => ({ result: { note: `before\n${text}\nafter` } }),
  'content of MCP': (text) => ({
    result: [
      { type: 'text', text },
      { type: 'text', text: 'b' },
    ],
  }),
};

export const plantsByForm: Plant[] = Object.entries(forms).flatMap(([form, make]) =>
  Object.entries(places).map(([place, row]): Plant => {
    const { secret, text, known } = make();
    return { what: `${form} in ${place}`, secret, known: known ? [known] : [], row: row(text) };
  }),
);
