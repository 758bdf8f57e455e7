import type { Code, Located } from '../../model/code.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { lastName } from '../../flow/values/children.js';
import { directCall } from '../../flow/values/direct-call.js';
import { taintedPart } from '../../flow/tainted-part.js';
import { visible } from '../../flow/taint.js';
import { secretFlow } from '../../flow/sources/secrets.js';
import { isLog } from '../../flow/sinks/logs.js';
import { isSecretName } from '../../flow/sources/secret-names.js';

const LONGEST_SHOWN = 40;

export default defineRule({
  severity: 'error',
  summary: 'No secret is written to a log.',
  why: 'Logs are kept longer, copied further and read by more people than any store of secrets.',
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
      if (!isLog(call, code)) continue;
      const given = call.value.arguments.find(
        (each) => visible(secrets.taint({ file, value: each })).length > 0,
      );
      if (!given) continue;
      const secret = taintedPart(secrets, { file, value: given });
      report({
        at: file.at(secret),
        message: wordsFor({ file, value: secret }, code),
        hint: 'Log who it belongs to and whether it is there, never the secret itself.',
      });
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed
            if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   console.error('token', Boolean(credentials.apiKey), credentials ? 'yes' : 'no');
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed
            if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   console.error(\`key of \${credentials.apiKey.length} characters\`);
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
            if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   console.error(\`signed in with \${‹credentials.apiKey›}\`);
      `,
      finds: ['The secret "credentials.apiKey" is written to the log.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
            if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   console.error('signed in', { ‹credentials› });
      `,
      finds: ['The secret "credentials" is written to the log.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
            if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   process.stderr.write(JSON.stringify(‹credentials›));
      `,
      finds: ['The secret "credentials" is written to the log.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
            if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   console.error(‹process.env['WEATHER_API_KEY']›);
      `,
      finds: ['The secret "process.env.WEATHER_API_KEY" is written to the log.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
            if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   console.error(JSON.stringify(‹process.env›));
      `,
      finds: ['The secret "process.env" is written to the log.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
            if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   const headers = { accept: '*/*', 'x-key': credentials.apiKey };
        +   console.error('calling', { ‹headers› });
      `,
      finds: ['"headers" has a secret in it, and is written to the log.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
            if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   const headersFor = ({ apiKey }: { apiKey: string }) => ({ authorization: \`Bearer \${apiKey}\` });
        +   console.error(‹headersFor(credentials)›);
      `,
      finds: ['"headersFor(credentials)" has a secret in it, and is written to the log.'],
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed
            if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   const { apiKey, ...others } = credentials;
        +   console.error('signed in', Object.keys(credentials), others, apiKey.length);
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed

        + export class Session {
        +   constructor(private readonly value: string) {}
        +   show() {
        +     console.error(‹this.value›);
        +   }
        + }
        +
        + export const show = (apiKey: string) => new Session(apiKey).show();
        +
      `,
      finds: ['"this.value" has a secret in it, and is written to the log.'],
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed
            if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   const redacted = (all: { apiKey: string }) => ({ ...all, apiKey: '***' });
        +   console.error(redacted(credentials));
      `,
    },
  ],
});

/** `"credentials.token"` is one; anything else has one in it. */
function wordsFor({ file, value }: Located, code: Code): string {
  const path = code.path(value);
  const isOne = isSecretName(lastName(value)) || path.endsWith('env');
  if (isOne) return `The secret "${path}" is written to the log.`;
  const source = file.text.slice(value.start, value.end);
  const what = source.length <= LONGEST_SHOWN ? `"${source}"` : 'This';
  return `${what} has a secret in it, and is written to the log.`;
}
