import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { lastName } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import { directCall } from '../../flow/values/direct-call.js';
import { taintedPart } from '../../flow/tainted-part.js';
import { visible } from '../../flow/taint.js';
import { setAt } from './secrets/set-at.js';
import { secretFlow } from '../../flow/sources/secrets.js';
import { isLog, WRITES as WRITES_LOG } from '../../flow/sinks/logs.js';
import { isSecretName } from '../../model/secret-names.js';

const LONGEST_SHOWN = 40;
/** Methods that call a function with what their object holds. */
const HANDS_ON = /^(then|forEach|map|on|finally)$/;

export default defineRule({
  severity: 'error',
  summary: 'Logs contain no secrets.',
  why: 'More users and systems can read logs than the credential store.',
  source: {
    text: 'CWE-532, Insertion of Sensitive Information into Log File.',
    url: 'https://cwe.mitre.org/data/definitions/532.html',
  },
  securitySeverity: 6.5,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    const secrets = secretFlow(code);
    for (const value of file.facts.calls) {
      const call = directCall({ file, value }, code);
      if (!isLog(call, code) && handedOn(call, code).length === 0) continue;
      const given = [...call.value.arguments, ...handedOn(call, code)].find(
        (each) => visible(secrets.taint({ file, value: each })).length > 0,
      );
      if (!given) continue;
      const secret = taintedPart(secrets, { file, value: given });
      const at = file.at(secret);
      report({
        at,
        ...setAt({ file, value: secret }, at, code),
        message: wordsFor({ file, value: secret }, code),
        hint: 'Log whose secret it is and whether it exists, not the secret itself.',
      });
    }
  },
  examples: [
    bad`
      // src/core/events.ts
      import { EventEmitter } from 'node:events';

      const events = new EventEmitter();

      for (const name of ['NODE_ENV', 'TZ']) console.error(name, process.env[name]);
      for (const name of ['TZ', 'WEATHER_TOKEN']) console.error(name, ‹process.env[name]›);
      export const saved = (user: string, { token }: { token: string }) => events.emit('saved', user, token);
      events.on('saved', (user, held) => console.error(user, ‹held›));
    `.finds(
      '"process.env[name]" contains a secret and is written to the log.',
      '"held" contains a secret and is written to the log.',
    ),
    ok`
      // src/providers/weather/api/status.ts
      import { getCredentials } from './auth.js';

      export async function status(user: string) {
        const credentials = await getCredentials(user);
        console.error('token', Boolean(credentials.token), credentials ? 'yes' : 'no');
      }
    `,
    ok`
      // src/providers/weather/api/status.ts
      import { getCredentials } from './auth.js';

      export async function status(user: string) {
        const credentials = await getCredentials(user);
        console.error(\`key of \${credentials.token.length} characters\`);
      }
    `,
    bad`
      // src/providers/weather/api/status.ts
      import { getCredentials } from './auth.js';

      export async function status(user: string) {
        const credentials = await getCredentials(user);
        console.error(\`signed in with \${‹credentials.token›}\`);
      }
    `
      .related('src/providers/weather/api/status.ts:4:9 "credentials" gets its value here.')
      .finds('The secret "credentials.token" is written to the log.'),
    bad`
      // src/providers/weather/api/status.ts
      import { getCredentials } from './auth.js';

      export async function status(user: string) {
        const credentials = await getCredentials(user);
        console.error('signed in', { ‹credentials› });
      }
    `
      .related('src/providers/weather/api/status.ts:4:9 "credentials" gets its value here.')
      .finds('The secret "credentials" is written to the log.'),
    bad`
      // src/providers/weather/api/status.ts
      import { getCredentials } from './auth.js';

      export async function status(user: string) {
        const credentials = await getCredentials(user);
        process.stderr.write(JSON.stringify(‹credentials›));
      }
    `
      .related('src/providers/weather/api/status.ts:4:9 "credentials" gets its value here.')
      .finds('The secret "credentials" is written to the log.'),
    bad`
      // src/providers/weather/api/status.ts
      import { getCredentials } from './auth.js';

      export async function status(user: string) {
        const credentials = await getCredentials(user);
        console.error(‹process.env['WEATHER_TOKEN']›);
      }
    `.finds('The secret "process.env.WEATHER_TOKEN" is written to the log.'),
    bad`
      // src/providers/weather/api/status.ts
      import { getCredentials } from './auth.js';

      export async function status(user: string) {
        const credentials = await getCredentials(user);
        console.error(JSON.stringify(‹process.env›));
      }
    `.finds('The secret "process.env" is written to the log.'),
    bad`
      // src/providers/weather/api/status.ts
      import { getCredentials } from './auth.js';

      export async function status(user: string) {
        const credentials = await getCredentials(user);
        const headers = { accept: '*/*', 'x-key': credentials.token };
        console.error('calling', { ‹headers› });
      }
    `
      .related('src/providers/weather/api/status.ts:5:9 "headers" gets its value here.')
      .finds('"headers" contains a secret and is written to the log.'),
    bad`
      // src/providers/weather/api/status.ts
      import { getCredentials } from './auth.js';

      export async function status(user: string) {
        const credentials = await getCredentials(user);
        const headersFor = ({ token }: { token: string }) => ({ authorization: \`Bearer \${token}\` });
        console.error(‹headersFor(credentials)›);
      }
    `.finds('"headersFor(credentials)" contains a secret and is written to the log.'),
    ok`
      // src/providers/weather/api/status.ts
      import { getCredentials } from './auth.js';

      export async function status(user: string) {
        const credentials = await getCredentials(user);
        const { token, ...others } = credentials;
        console.error('signed in', Object.keys(credentials), others, token.length);
      }
    `,
    bad`
      // src/providers/weather/api/session.ts
      export class Session {
        constructor(private readonly value: string) {}
        show() {
          console.error(‹this.value›);
        }
      }

      export const show = (apiKey: string) => new Session(apiKey).show();
    `
      .related('src/providers/weather/api/session.ts:2:32 "value" gets its value here.')
      .finds('"this.value" contains a secret and is written to the log.'),
    ok`
      // src/providers/weather/api/status.ts
      import { getCredentials } from './auth.js';

      export async function status(user: string) {
        const credentials = await getCredentials(user);
        const redacted = (all: { token: string }) => ({ ...all, token: '***' });
        console.error(redacted(credentials));
      }
    `,
    bad`
      // src/providers/weather/api/status.ts
      import { getCredentials as load } from './auth.js';

      export const status = async (user: string) => console.error(await ‹load(user)›);
    `.finds('"load(user)" contains a secret and is written to the log.'),
  ],
});

/** What `promise.then(console.error)` and `list.forEach(console.error)` write. */
function handedOn({ file, value }: Located<CallValue>, code: Code): readonly Value[] {
  const { callee, arguments: given } = value;
  if (callee.is !== 'member' || !HANDS_ON.test(callee.name)) return [];
  const isLogging = given.some(
    (each) =>
      each.is !== 'function' && WRITES_LOG.test(externalName(code, { file, value: each }) ?? ''),
  );
  return isLogging ? [callee.object] : [];
}

/** `"credentials.token"` is one; anything else has one in it. */
function wordsFor({ file, value }: Located, code: Code): string {
  const path = code.path(value);
  const isOne = isSecretName(lastName(value)) || path.endsWith('env');
  if (isOne) return `The secret "${path}" is written to the log.`;
  const source = file.text.slice(value.start, value.end);
  const what = source.length <= LONGEST_SHOWN ? `"${source}"` : 'This';
  return `${what} contains a secret and is written to the log.`;
}
