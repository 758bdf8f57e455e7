import { relPath } from '../../model/path.js';
import type { Place, ProviderModel, SourceFile } from '../../model/project.js';
import type { Change, Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { insertion } from '../insertion.js';
import { isEmpty } from './parts/empty.js';
import { formerName } from './parts/former-name.js';
import { reachedIn } from './parts/reached.js';
import { specifierIn, withoutEnding } from './parts/specifier.js';

const LIST = relPath('src/providers/index.ts');

export default defineRule({
  severity: 'error',
  summary: 'Every provider is listed under its name in src/providers/index.ts.',
  why: 'The server cannot start a provider that is not listed.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { files, blind } = reachedIn(provider.project);
    if (provider.files.length === 0) return;
    if (provider.files.some((file) => files.has(file))) {
      for (const { at, key } of otherKeys(provider)) {
        report({
          at,
          message: `The provider "${provider.name}" is listed as "${key}".`,
          hint: `Use the name of the directory, "${provider.name}", as the key.`,
          fix: [{ at, text: provider.name }],
        });
      }
      checkIndex(provider, report);
      return;
    }
    for (const [file, fact] of blind) {
      report.unseen({
        at: file.at(fact.from),
        message: `Cannot determine whether this code loads provider "${provider.name}".`,
        hint: 'Import each provider by its path.',
      });
      return;
    }
    report({
      at: (provider.file('mcp-instance') ?? provider.files[0])?.start ?? provider.place,
      message: `The server does not load the provider "${provider.name}".`,
      hint: `Add "${provider.name}" to the providers in "${LIST}".`,
      ...(isEmpty(provider.project.files.get(LIST)) ? { creates: LIST } : addProvider(provider)),
    });
  },
});

const listOf = ({ project }: ProviderModel): SourceFile | undefined =>
  [...project.files.values()].find(({ logicalPath }) =>
    /^src\/providers\/index\.[cm]?[jt]s$/.test(logicalPath),
  );

function addProvider(provider: ProviderModel): { fix?: readonly Change[] } {
  const { name } = provider;
  const list = listOf(provider);
  const opening = list && /^export const providers\b[^={]*= \{/m.exec(list.text);
  if (!list || !opening || !provider.file('index')) return {};
  const end = opening.index + opening[0].length;
  const gap = list.text[end] === '}' ? '\n' : '';
  const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;
  const specifier = specifierIn(list, `${provider.directory}/index`, provider.project);
  const entry = `${key}: () => import('${specifier}')`;
  const former = formerName(provider);
  const stale = `${former}: () => import('./${former}/index.js')`;
  const start = former === undefined ? -1 : list.text.indexOf(stale, end);
  if (start >= 0)
    return { fix: [{ at: list.at({ start, end: start + stale.length }), text: entry }] };
  return { fix: [insertion(list, end, `\n  ${entry},${gap}`)] };
}

/** What the list of providers loads of this one. */
function loadedIn(list: SourceFile, { name, project }: ProviderModel) {
  return project.modules.imports(list).flatMap(({ fact, to: [target, another] }) => {
    const file = target?.is === 'file' && !another ? target.file : undefined;
    return fact.form === 'dynamic' && file?.provider === name ? [{ fact, file }] : [];
  });
}

/** The list loads a file that does not lead to the index of the provider. */
function checkIndex(provider: ProviderModel, report: Report): void {
  const list = listOf(provider);
  const index = provider.file('index');
  if (!list || !index) return;
  const { modules } = provider.project;
  for (const { fact, file } of loadedIn(list, provider)) {
    if (modules.reachable(file, { dynamic: true }).has(index)) continue;
    const { start, end } = fact.from;
    const text = specifierIn(list, withoutEnding(index.logicalPath), provider.project);
    report({
      at: list.at(fact.from),
      message: `This does not load the tools of the provider "${provider.name}".`,
      hint: `Import "${index.path}".`,
      fix: [{ at: list.at({ start: start + 1, end: end - 1 }), text }],
    });
  }
}

/** Entries of the list of providers that load this one under another name. */
function otherKeys(provider: ProviderModel): { at: Place; key: string }[] {
  const { name } = provider;
  const list = listOf(provider);
  const loading = list ? loadedIn(list, provider) : [];
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
