import { distance } from 'fastest-levenshtein';
import type { ProjectModel, ProviderModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { displacedEntries } from './parts/displaced-entry.js';
import { isStray } from './parts/entry-fields.js';
import { formerName } from './parts/former-name.js';
import { testsIn } from './parts/test-cases.js';

export default defineRule({
  severity: 'error',
  summary:
    'Every provider has a directory in src/providers and an entry with the same name in provider-config.yaml.',
  why: 'Without the entry, the provider has no settings; without the directory, it has no code. The server starts neither.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'project',
  check(project, report) {
    const { providers, files, documents } = project;
    const { config } = documents;
    // "contract/config-file" and "contract/syntax-error" report files without readable entries.
    if (config?.get('providers')?.is !== 'map' || config.problems.length > 0) return;
    const [list] = config.entries().filter(({ key }) => key === 'providers');
    const displaced = displacedEntries(project);
    for (const [entry, { within, fix }] of displaced) {
      const place = within === undefined ? 'beside "providers"' : `in the entry "${within}"`;
      report({
        at: config.at(entry),
        provider: entry.key,
        message: `The entry "${entry.key}" is ${place}, not in "providers".`,
        hint: `Indent it, and the settings below it, like the entries in "providers".`,
        ...(fix && { fix: [fix] }),
      });
    }
    const moved = new Set([...displaced.keys()].map(({ key }) => key));
    const directories = providers.filter(
      ({ name, files, entry }) => files.length > 0 && !entry && !moved.has(name),
    );
    const entries = providers.filter(({ files }) => files.length === 0);
    const renamed = new Map(directories.map((each) => [formerName(each), each]));
    const isCertain = entries.length === 1 && directories.length === 1;
    for (const { name, entry, directory } of entries) {
      if (!entry || isStray(entry)) continue;
      const former = renamed.get(name);
      const meant = former && directories.includes(former) ? former : nearest(name, directories);
      if (meant) directories.splice(directories.indexOf(meant), 1);
      report({
        at: config.at(entry),
        provider: name,
        message: `The entry "${name}" has no directory "${directory}".`,
        hint: meant
          ? `Rename it to "${meant.name}", a directory without an entry.`
          : hintFor(naming(name, files)),
        ...(meant && isCertain && { fix: [{ at: config.at(entry), text: meant.name }] }),
      });
    }
    for (const { name, directory } of directories) {
      report({
        at: config.at(list ?? config.start),
        provider: name,
        message: `The provider in "${directory}" has no entry.`,
        hint: `Add the entry "${name}" under "providers", with its "name", "description", "base_url" and "auth".`,
      });
    }
  },
});

/** Files that import or test a provider. */
function naming(name: string, files: ProjectModel['files']): readonly string[] {
  const tests = testsIn(files).flatMap(({ provider, call }) =>
    provider === name ? call.file : [],
  );
  const importers = [...files.values()].filter(({ facts }) =>
    facts.imports.some(({ specifier }) => specifier?.split('/').includes(name)),
  );
  return [...new Set([...importers, ...tests])].map(({ path }) => `"${path}"`);
}

const hintFor = (named: readonly string[]): string =>
  named.length === 0
    ? 'Remove the entry, or add the provider with "npx mcp-provider add-provider".'
    : `Restore the directory, or remove the entry and what names it in ${named.join(' and ')}.`;

/** The directory without an entry whose name resembles that of an entry. */
function nearest(name: string, directories: readonly ProviderModel[]): ProviderModel | undefined {
  const [first] = directories.toSorted((a, b) => distance(a.name, name) - distance(b.name, name));
  return first && distance(first.name, name) <= name.length / 2 ? first : undefined;
}
