import type { Code, Origin, ResolvedExport } from '../../model/code.js';
import type { DeclarationKind, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { mandatoryExports, placeOf } from './parts/mandatory.js';

export default defineRule({
  severity: 'error',
  summary: 'Mandatory exports are what the contract calls for: functions, not types or data.',
  why: 'The loader finds the name and the server breaks at the first call.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    for (const each of mandatoryExports(provider)) {
      const { found, name, shape } = each;
      if (!found || (shape.is === 'text' && !found.typeOnly)) continue;
      const kind = kindOf(found, code);
      if (kind === 'function') continue;
      const at = placeOf(each);
      const hint = `Export it as ${shape.words}.`;
      if (kind)
        report({
          at,
          message: `"${name}" is ${kind}, not ${shape.is === 'text' ? 'a text' : 'a function'}.`,
          hint,
        });
      else {
        report.unseen({
          at,
          message: `Whether "${name}" is a function cannot be seen.`,
          hint: 'Write it as a function, or annotate it with the name of a function type.',
        });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/server-auth.ts, changed
        - export function runAuthServer(options: AuthServerOptions) {
        + export { run as runAuthServer };
        + const run = async (options: AuthServerOptions) => {
      `,
    },
    {
      bad: project`
        // src/providers/weather/mcp-instance.ts, changed
        - export const createServer: CreateServer = serverFactory(PROVIDER_NAME);
        + export const ‹createServer›: CreateServer = {} as CreateServer;
      `,
      finds: ['"createServer" is an object, not a function.'],
    },
    {
      bad: project`
        // src/providers/weather/mcp-instance.ts, changed
        - export const createServer: CreateServer = serverFactory(PROVIDER_NAME);
        + export const ‹createServer›: CreateServer = new McpServer({ name: PROVIDER_NAME, version: '1' });
      `,
      finds: ['"createServer" is an object, not a function.'],
    },
    {
      bad: project`
        // src/providers/weather/server-auth.ts
        import type { runAuthServer } from './sign-in.js';
        export { ‹runAuthServer› };

        // src/providers/weather/sign-in.ts
        export const runAuthServer = async () => ({ url: '', close: async () => {} });
      `,
      finds: ['"runAuthServer" is only a type, not a function.'],
    },
    {
      bad: project`
        // src/providers/weather/server-auth.ts
        export interface ‹runAuthServer› {}
      `,
      finds: ['"runAuthServer" is only a type, not a function.'],
    },
    {
      bad: project`
        // src/providers/weather/server-auth.ts
        export class ‹runAuthServer› {}
      `,
      finds: ['"runAuthServer" is a class, not a function.'],
    },
    {
      bad: project`
        // src/providers/weather/server-auth.ts
        import { make } from '@acme/auth';
        export const ‹runAuthServer› = make();
      `,
      finds: ['Whether "runAuthServer" is a function cannot be seen.'],
    },
  ],
});

/** In a sentence; undefined where it cannot be told. */
function kindOf({ origin, typeOnly }: ResolvedExport, code: Code): string | undefined {
  if (typeOnly) return 'only a type';
  // An annotation says what it should be, the value what it is.
  const data = dataIn(code, origin);
  if (data) return data;
  if (code.functions(origin).length > 0) return 'function';
  if (origin.is === 'module') return 'a module';
  return origin.is === 'declared' && origin.path === ''
    ? DECLARED[origin.declaration.kind]
    : undefined;
}

const DECLARED: Partial<Record<DeclarationKind, string>> = {
  class: 'a class',
  enum: 'an enum',
  namespace: 'a namespace',
};

function dataIn(code: Code, origin: Origin): string | undefined {
  const kinds: Partial<Record<Value['is'], string>> = {
    string: 'a text',
    template: 'a text',
    literal: 'a value',
    object: 'an object',
    array: 'a list',
  };
  const value = code.value(origin)?.value;
  if (value?.is === 'call' && value.construct) return 'an object';
  return value && kinds[value.is];
}
