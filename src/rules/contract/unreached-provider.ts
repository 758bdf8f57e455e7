import type { Place, ProviderModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { reachedIn } from './parts/reached.js';

const LIST = 'src/providers/index.ts';

export default defineRule({
  severity: 'error',
  summary: 'Every provider is loaded by the server.',
  why: 'A provider that nothing imports cannot be started, whatever its entry says.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { files, blind } = reachedIn(provider.project);
    if (provider.files.length === 0) return;
    if (provider.files.some((file) => files.has(file))) {
      for (const { at, key } of otherKeys(provider)) {
        report({
          at,
          message: `The provider "${provider.name}" is listed as "${key}", so nobody can start it.`,
          hint: `Write "${provider.name}": the key is the name of the directory.`,
        });
      }
      return;
    }
    for (const [file, fact] of blind) {
      report.unseen({
        at: file.at(fact.from),
        message: `Whether this loads the provider "${provider.name}" cannot be seen.`,
        hint: 'Import each provider by its path, as in "src/providers/index.ts".',
      });
      return;
    }
    report({
      at: (provider.file('mcp-instance') ?? provider.files[0])?.start ?? provider.place,
      message: `The provider "${provider.name}" is loaded by no part of the server.`,
      hint: `Add "${provider.name}" to the providers in "${LIST}".`,
    });
  },
  examples: [
    {
      ok: project`
        // src/providers/index.ts
        export const load = (name: string) => import(\`./\${name}/index.js\`);
      `,
    },
    {
      bad: project`
        // src/providers/index.ts
        export const providers = {};

        // src/providers/weather/mcp-instance.ts, unchanged
        ‹import› type { CreateServer } from '../../core/instance.js';
      `,
      finds: ['The provider "weather" is loaded by no part of the server.'],
    },
    {
      bad: project`
        // src/providers/index.ts, changed
        -   weather: () => import('./weather/index.js'),
        +   ‹wether›: () => import('./weather/index.js'),
      `,
      finds: ['The provider "weather" is listed as "wether", so nobody can start it.'],
    },
    {
      bad: project`
        // src/providers/index.ts
        export const load = (path: string) => import(‹path›);
      `,
      finds: ['Whether this loads the provider "weather" cannot be seen.'],
    },
  ],
});

/** Entries of the list of providers that load this one under another name. */
function otherKeys({ name, project }: ProviderModel): { at: Place; key: string }[] {
  const list = [...project.files.values()].find(({ logicalPath }) =>
    /^src\/providers\/index\.[cm]?[jt]s$/.test(logicalPath),
  );
  const loading = (list ? project.modules.imports(list) : []).filter(
    ({ fact, to }) =>
      fact.form === 'dynamic' &&
      to.length === 1 &&
      to.some((target) => target.is === 'file' && target.file.provider === name),
  );
  const within = new Set(loading.map(({ fact }) => fact.within));
  return (list?.facts.objects ?? []).flatMap(({ entries }) =>
    entries.flatMap((entry) =>
      list &&
      entry.is === 'entry' &&
      entry.value.is === 'function' &&
      within.has(entry.value.function) &&
      entry.key !== name &&
      entry.key !== '*'
        ? [{ at: list.at(entry), key: entry.key }]
        : [],
    ),
  );
}
