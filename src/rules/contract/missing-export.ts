import { distance } from 'fastest-levenshtein';
import type { Modules } from '../../model/code.js';
import type { Place, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { namespaceFaults } from './parts/entry.js';
import { type MandatoryExport, mandatoryExports } from './parts/mandatory.js';

const AUTH = 'src/providers/weather/api/auth.ts';
const INDEX = 'src/providers/weather/index.ts';
const INSTANCE = 'src/providers/weather/mcp-instance.ts';

export default defineRule({
  severity: 'error',
  summary: 'Every mandatory file exports, by name, what the contract names.',
  why: 'The loader starts a provider through these exports and refuses one that lacks any of them.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { modules } = provider.project;
    for (const fault of namespaceFaults(provider)) report(fault);
    for (const each of mandatoryExports(provider)) {
      const { file, name, shape, found } = each;
      if (found) continue;
      const hidden = file.facts.exports.find(
        ({ name: star, reexport }) =>
          star === '*' && reexport && modules.resolve(file, reexport.specifier).is !== 'file',
      );
      if (hidden) {
        report.unseen({
          at: file.at(hidden),
          message: `"${file.path}" may export "${name}" from here, which cannot be seen.`,
          hint: `Export it by name: \`export { ${name} } from …\`.`,
        });
        continue;
      }
      report({ ...complaint(each, modules), hint: `Export "${name}": ${shape.words}.` });
    }
  },
  examples: [
    { ok: {} },
    {
      ok: {
        [AUTH]: `export * from './store.js';\nexport { load as getCredentials } from './store.js';\n`,
        'src/providers/weather/api/store.ts':
          'export const load = async (userId: string) => userId;\nexport async function saveCredentials() {}\n',
      },
    },
    {
      bad: { [INSTANCE]: { replace: 'tool, resource', with: 'resource' } },
      finds: [`${INSTANCE}:1:1`],
    },
    {
      bad: { [INDEX]: { replace: "export * as apiAuth from './api/auth.js';\n", with: '' } },
      finds: [`${INDEX}:1:1`],
    },
    {
      bad: { [INDEX]: { replace: "from './api/auth.js'", with: "from './server-auth.js'" } },
      finds: [`${INDEX}:3:8`],
    },
    {
      bad: { [AUTH]: { replace: 'function saveCredentials', with: 'function saveCredential' } },
      finds: [`${AUTH}:12:23`],
    },
    {
      bad: { [AUTH]: { replace: 'export async function get', with: 'async function get' } },
      finds: [`${AUTH}:7:16`],
    },
    {
      bad: {
        'src/providers/weather/server-auth.ts': {
          replace: 'export function',
          with: 'export default function',
        },
      },
      finds: ['src/providers/weather/server-auth.ts:5:25'],
    },
    {
      bad: {
        'src/providers/weather/server-auth.ts': "export { runAuthServer } from './sign-in.js';\n",
        'src/providers/weather/sign-in.ts': 'export const runAuthSever = () => {};\n',
      },
      finds: ['src/providers/weather/server-auth.ts:1:10'],
    },
    {
      bad: { [AUTH]: `export * from '@acme/auth';\n` },
      finds: [`${AUTH}:1:1`, `${AUTH}:1:1`],
    },
  ],
});

/** Points at what was probably meant, where there is such a thing. */
function complaint(
  { file, name }: MandatoryExport,
  modules: Modules,
): { at: Place; message: string } {
  const passed = file.facts.exports.find((fact) => fact.name === name && fact.reexport);
  const from = passed?.reexport && modules.resolve(file, passed.reexport.specifier);
  if (passed?.reexport && from?.is === 'file') {
    return {
      at: file.at(passed),
      message: `"${from.file.path}" does not export "${passed.reexport.imported}", which "${file.path}" passes on.`,
    };
  }
  const declared = file.facts.declarations.find(
    (each) => each.name === name && each.within === -1 && each.kind !== 'type',
  );
  const byDefault = file.facts.exports.find((fact) => fact.name === 'default');
  if (byDefault && (declared || file.facts.exports.length === 1)) {
    return {
      at: file.at(byDefault),
      message: `"${file.path}" exports "${name}" as its default, but not by name.`,
    };
  }
  if (declared) {
    return { at: file.at(declared), message: `"${name}" is not exported from "${file.path}".` };
  }
  return { at: resembling(file, name), message: `"${file.path}" does not export "${name}".` };
}

function resembling(file: SourceFile, name: string): Place {
  const alike = file.facts.exports.find((fact) => distance(fact.name, name) <= 2);
  const declaration =
    alike?.declaration === undefined ? undefined : file.facts.declarations[alike.declaration];
  return alike ? file.at(declaration ?? alike) : file.start;
}
