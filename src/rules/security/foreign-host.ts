import { callerSecretFlow } from '../../flow/sources/credentials.js';
import { isNetworkCall } from '../../flow/sinks/network.js';
import { visible } from '../../flow/taint.js';
import { knownPrefix } from '../../flow/values/known-prefix.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { DataNode, ProviderModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

export default defineRule({
  severity: 'error',
  summary: 'Own requests take the credentials of users to the sites in provider-config.yaml only.',
  why: 'The operator of the other site can use the account of the user.',
  limits:
    'A site is the last two labels of a host, so "uploads.acme.dev" belongs to "api.acme.dev".',
  source: {
    text: 'CWE-201, Insertion of Sensitive Information Into Sent Data.',
    url: 'https://cwe.mitre.org/data/definitions/201.html',
  },
  securitySeverity: 7.5,
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    const known = sitesOf(provider);
    if (known.size === 0) return;
    for (const file of provider.files) {
      // Sign-in has addresses of its own.
      if (file.test || /\/(api\/auth|server-auth)\.[cm]?[jt]s$/.test(file.logicalPath)) continue;
      for (const value of file.facts.calls) {
        const address = foreignAddress({ file, value }, known, code);
        if (!address) continue;
        report({
          at: file.at(address),
          message: 'The credentials of the user are sent to a host that is not the API.',
          hint: 'Send them only to "base_url" and "base_urls" in provider-config.yaml.',
        });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts
        import { getCredentials } from './auth.js';

        export async function getForecast(_args: unknown, { principal }: CallContext) {
          const credentials = await getCredentials(principal.userId);
          await fetch('https://status.example.com/ping');
          return fetch('https://archive.weather.dev/days', {
            headers: { authorization: \`Bearer \${credentials?.token}\` },
          });
        }
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { getCredentials } from './auth.js';

        export async function getForecast({ place }: { place: string }, { principal }: CallContext) {
          const credentials = await getCredentials(principal.userId);
          const headers = { authorization: \`Bearer \${credentials?.token}\` };
          return fetch(‹\`https://proxy.example.net\${path\`/\${place}\`}\`›, { headers });
        }
      `,
      finds: ['The credentials of the user are sent to a host that is not the API.'],
    },
  ],
});

/** Sites of the API: the last two labels of its hosts, or the whole of a host without any. */
function sitesOf({ name, project: { documents } }: ProviderModel): ReadonlySet<string> {
  const entry = documents.config?.get('providers', name);
  const texts = entry?.is === 'map' ? [...urlsIn(entry)] : [];
  return new Set(texts.flatMap((text) => siteOf(text) ?? []));
}

function* urlsIn(node: DataNode): Generator<string> {
  if (node.is === 'scalar' && typeof node.value === 'string') yield node.value;
  if (node.is === 'list') for (const item of node.items) yield* urlsIn(item);
  if (node.is === 'map') for (const { value } of node.entries) yield* urlsIn(value);
}

function siteOf(text: string): string | undefined {
  const [, host] = /^https?:\/\/([^/?#:@]+)/i.exec(text) ?? [];
  return host?.toLowerCase().split('.').slice(-2).join('.');
}

/** The address of a request of the provider's own that takes credentials to another site. */
function foreignAddress(
  { file, value }: Located<CallValue>,
  known: ReadonlySet<string>,
  code: Code,
): Value | undefined {
  const [address, options] = value.arguments;
  if (!address || !options || !isNetworkCall(code.target({ file, value }))) return undefined;
  const { text, complete, open } = knownPrefix(code, { file, value: address });
  const isWhole = complete || /^https?:\/\/[^/?#]+[/?#]/i.test(text) || beginsPath(open?.value);
  const site = isWhole ? siteOf(text) : undefined;
  if (site === undefined || known.has(site)) return undefined;
  const sent = callerSecretFlow(code).taint({ file, value: options });
  return visible(sent).length > 0 ? address : undefined;
}

/** path`/rooms/${id}` */
const beginsPath = (value: Value | undefined): boolean => {
  const [text] = value?.is === 'call' ? value.arguments : [];
  return (text?.is === 'template' ? text.chunks[0] : '')?.startsWith('/') === true;
};
