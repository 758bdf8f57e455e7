import { credentialFlow } from '../../flow/sources/credentials.js';
import { taintedPart } from '../../flow/tainted-part.js';
import { visible } from '../../flow/taint.js';
import { externalName } from '../../flow/values/external-name.js';
import { setAt } from './secrets/set-at.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

const RESPONSE = /^#Response(\.json)?$/;
/** `response.json(body)`, `reply.send(body)` */
const SENDS = /^(json|send|end|write)$/;
const HOLDER = /^(res|response|reply)$/;

export default defineRule({
  severity: 'error',
  summary:
    'Responses of the HTTP server contain no credentials and no environment variables with secrets.',
  why: 'Credentials stay on the server. A script in the browser or a log of responses would have them otherwise.',
  source: {
    text: 'CWE-200, Exposure of Sensitive Information.',
    url: 'https://cwe.mitre.org/data/definitions/200.html',
  },
  securitySeverity: 7.5,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    const flow = credentialFlow(code);
    for (const value of file.facts.calls) {
      const { callee, arguments: given } = value;
      const [body] = given;
      const isSent =
        RESPONSE.test(externalName(code, { file, value: callee }) ?? '') ||
        (callee.is === 'member' &&
          SENDS.test(callee.name) &&
          callee.object.is === 'name' &&
          HOLDER.test(callee.object.name));
      if (!isSent || !body || visible(flow.taint({ file, value: body })).length === 0) continue;
      const secret = { file, value: taintedPart(flow, { file, value: body }) };
      const at = file.at(secret.value);
      report({
        at,
        ...setAt(secret, at, code),
        message: 'This response contains credentials or the environment.',
        hint: 'Send whether the user has signed in, not the credentials.',
      });
    }
  },
  examples: [
    {
      ok: project`
        // src/routes.ts
        import { getCredentials } from './providers/weather/api/auth.js';

        export const me = async (_request: Request, { userId }: { userId: string }) =>
          Response.json({ userId, signedIn: (await getCredentials(userId)) !== null });
      `,
    },
    {
      bad: project`
        // src/routes.ts
        import { getCredentials } from './providers/weather/api/auth.js';

        export const me = async (_request: Request, { userId }: { userId: string }) =>
          Response.json({ userId, session: await ‹getCredentials(userId)› });
      `,
      finds: ['This response contains credentials or the environment.'],
    },
    {
      bad: project`
        // src/routes.ts
        import { getCredentials } from './providers/weather/api/auth.js';

        export async function me(_request: Request, { userId }: { userId: string }) {
          const credentials = await getCredentials(userId);
          return new Response(\`token=\${‹credentials?.token›}\`);
        }
      `,
      finds: ['This response contains credentials or the environment.'],
      related: ['src/routes.ts:4:9 "credentials" gets its value here.'],
    },
    {
      bad: project`
        // src/routes.ts
        export const debug = () => Response.json({ environment: ‹process.env› });
      `,
      finds: ['This response contains credentials or the environment.'],
    },
    {
      ok: project`
        // src/routes.ts
        const { NODE_ENV = 'development', npm_package_version: version } = process.env;

        export const about = () => Response.json({ mode: NODE_ENV, version });
      `,
    },
  ],
});
