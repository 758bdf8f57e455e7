/** Secrets in rows: each generator returns a row with one secret at one place, and the secret's written form. */
import { createHash } from 'node:crypto';

export interface Plant {
  what: string;
  /** What must not be left of the row. */
  secret: string;
  /** What the sign-in knows. */
  known: string[];
  row: object;
}

let count = 0;
/** Random letters and digits that are the same in each run. */
const word = (length: number): string =>
  createHash('sha512')
    .update(`plant ${count++}`)
    .digest('base64url')
    .replace(/[-_]/g, 'x')
    .slice(0, length);

/** Each place of a row that can hold a text. */
const PLACES: Record<string, (text: string) => object> = {
  argument: (text) => ({ arguments: { note: text } }),
  path: (text) => ({ exchanges: [{ request: { path: `/v1/${encodeURIComponent(text)}/x` } }] }),
  query: (text) => ({ exchanges: [{ request: { query: { q: ['a', text] } } }] }),
  header: (text) => ({ exchanges: [{ request: { headers: { 'x-custom': text } } }] }),
  body: (text) => ({ exchanges: [{ request: { body: { list: [{ note: text }] } } }] }),
  response: (text) => ({ exchanges: [{ response: { response: { echo: `you sent ${text}!` } } }] }),
  'response header': (text) => ({
    exchanges: [{ response: { responseHeaders: { link: `<https://a.test/?x=${text}>` } } }],
  }),
  key: (text) => ({ result: { [text]: 1 } }),
  result: (text) => ({ result: { text: `got ${text}` } }),
  'JSON in a text': (text) => ({ result: { raw: JSON.stringify({ a: [text] }) } }),
};

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** What the sign-in knows, in each form and each place. */
function knownPlants(): Plant[] {
  const forms: ((secret: string) => string)[] = [
    (secret) => secret,
    (secret) => secret.toUpperCase(),
    (secret) => secret.toLowerCase(),
    encodeURIComponent,
    (secret) => encodeURIComponent(encodeURIComponent(secret)),
    (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
    (secret) => JSON.stringify(secret).slice(1, -1),
    (secret) => secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
    base64,
    (secret) => Buffer.from(secret).toString('base64url'),
    (secret) => Buffer.from(secret).toString('hex'),
    (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
    (secret) => base64(`ann:${secret}`),
    (secret) => base64(`${secret}:`),
  ];
  return Object.entries(PLACES).flatMap(([place, row]) =>
    forms.flatMap((form, index) =>
      [`k9+/=%& "ä${word(12)}`, word(24), `${word(8)}!`].map((secret) => ({
        what: `of the sign-in, form ${index}, ${place}`,
        secret: form(secret),
        known: [secret],
        row: row(form(secret)),
      })),
    ),
  );
}

const NAMES =
  'password passwd passphrase passcode pwd client_secret clientSecret ClientSecret api_key apiKey APIKey X-Api-Key apikey access_token accessToken refresh_token id_token token authToken webhook_secret signingSecret signing_key private_key sessionId session sid cookie set-cookie signature sig jwt otp pin cvv credentials db_password dbPassword connection_string seed_phrase mnemonic encryption_key ssh_key license_key account_key sharedAccessKey master_key backup_codes recovery_code client_key subscription-key appid password_hash secret_value new_password password2 verification_code device_code auth_code user[password] authorization proxy-authorization hmac webhook_url dsn csrf_token secret_access_key aws_secret_access_key access_key_id id_token_hint JSESSIONID PHPSESSID smtp_pass bearer_token card_number'.split(
    ' ',
  );

function namePlants(): Plant[] {
  const rows: Record<string, (name: string, secret: string) => object> = {
    argument: (name, secret) => ({ arguments: { [name]: secret } }),
    query: (name, secret) => ({ exchanges: [{ request: { query: { [name]: secret } } }] }),
    form: (name, secret) => ({ exchanges: [{ request: { body: { [name]: [secret, 'x'] } } }] }),
    list: (name, secret) => ({ result: { [name]: [secret, { of: [secret] }] } }),
    object: (name, secret) => ({ result: { [name]: { user: 'u', deep: { value: secret } } } }),
    'renamed in the result': (name, secret) => ({
      exchanges: [{ response: { response: { [name]: secret } } }],
      result: { other: secret, text: `It is ${secret}.` },
    }),
    'name and value': (name, secret) => ({ result: { settings: [{ name, value: secret }] } }),
    pair: (name, secret) => ({
      result: [
        ['a', 'b'],
        [name, secret],
      ],
    }),
    address: (name, secret) => ({ result: { url: `https://a.test/x?${name}=${secret}&b=1` } }),
    fragment: (name, secret) => ({ result: `https://a.test/x#a=1&${name}=${secret}` }),
    'JSON in a text': (name, secret) => ({ result: JSON.stringify({ [name]: secret }) }),
  };
  return Object.entries(rows).flatMap(([place, row]) =>
    NAMES.map((name) => {
      const secret = `S${word(9)}`;
      return { what: `named ${name}, ${place}`, secret, known: [], row: row(name, secret) };
    }),
  );
}

function formPlants(): Plant[] {
  const hex = (length: number) =>
    createHash('sha512').update(word(9)).digest('hex').slice(0, length);
  const forms: Record<string, string> = {
    ghp: `ghp_${word(36)}`,
    'fine-grained': `github_pat_${word(30)}`,
    gitlab: `glpat-${word(20)}`,
    slack: `xoxb-${word(18)}`,
    openai: `sk-proj-${word(24)}`,
    stripe: `sk_live_${word(20)}`,
    google: `AIza${word(35)}`,
    ya29: `ya29.${word(30)}`,
    aws: `AKIA${hex(16).toUpperCase()}`,
    jwt: `eyJ${word(12)}.eyJ${word(12)}.${word(12)}`,
    npm: `npm_${word(36)}`,
    hf: `hf_${word(24)}`,
    sendgrid: `SG.${word(16)}.${word(16)}`,
    telegram: `123456789:${word(35)}`,
    vault: `hvs.${word(24)}`,
    databricks: `dapi${hex(32)}`,
    shopify: `shpat_${hex(32)}`,
    square: `sq0atp-${word(22)}`,
    grafana: `glsa_${word(32)}`,
    groq: `gsk_${word(40)}`,
    pem: `-----BEGIN RSA PRIVATE KEY-----\n${base64(hex(40))}\n-----END RSA PRIVATE KEY-----`,
    card: '4111 1111 1111 1111',
    amex: '378282246310005',
  };
  const texts: Record<string, string> = {
    ...Object.fromEntries(
      ['Bearer', 'Basic', 'Token', 'Bot'].map((scheme) => [
        scheme,
        `curl -H "Authorization: ${scheme} SECRET"`,
      ]),
    ),
    'Slack webhook': 'https://hooks.slack.com/services/T0/B0/SECRET',
    'Discord webhook': 'https://discord.com/api/webhooks/12/SECRET',
    'user name': 'https://SECRET:pw@api.test/v1',
    'password of an address': 'postgres://u:SECRET@db/x',
    'user name alone': 'https://SECRET@api.test/v1',
    'signed address': 'https://s3.test/a?X-Amz-Signature=SECRET',
    'address in an address': `https://a.test/?to=${encodeURIComponent('https://b.test/?access_token=SECRET')}`,
    cookie: 'Cookie: theme=dark; sid=SECRET',
    curl: 'curl -u ann:SECRET https://a.test',
    XML: '<login><ns:password>SECRET</ns:password></login>',
    'attribute of XML': '<user password="SECRET"/>',
    'field of a page': '<input type="password" name="password" value="SECRET">',
    'token of a page': `<meta name='csrf-token' content='SECRET'>`,
    'path parameter': 'https://a.test/app;jsessionid=SECRET?x=1',
    'event stream': 'data: {"api_key":"SECRET"}\n\n',
    'lines of JSON': '{"a":1}\n{"password":"SECRET"}',
    GraphQL: 'mutation { login(user: "a", password: "SECRET") { id } }',
    'in a sentence': 'invalid app_token=SECRET',
    'with two words': 'Your API key: SECRET',
    'as a sentence': 'Your temporary password is SECRET9',
    'connection string': 'Endpoint=https://x;AccountName=a;AccountKey=SECRET;',
    'escaped JSON': '{\\"client_secret\\":\\"SECRET\\"',
    YAML: 'user: ann\npassword: SECRET\n',
    INI: 'secret = SECRET',
    'environment file': 'export DB_PASSWORD=SECRET',
  };
  const asTexts = Object.entries(texts).map(([what, text]) => {
    const secret = `S${word(11)}7`;
    return { what, secret, text: text.replaceAll('SECRET', secret) };
  });
  const asForms = Object.entries(forms).map(([what, secret]) => ({
    what,
    secret,
    text: `see ${secret} here`,
  }));
  return [...asTexts, ...asForms].flatMap(({ what, secret, text }) =>
    [
      { arguments: { text } },
      { result: { list: [text] } },
      { result: JSON.stringify({ text }) },
    ].map((row) => ({ what: `form ${what}`, secret, known: [], row })),
  );
}

export const plants: Plant[] = [...knownPlants(), ...namePlants(), ...formPlants()];
