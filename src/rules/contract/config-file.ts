import type { DataEntry, ProjectModel } from '../../model/project.js';
import { defineRule } from '../define.js';

const CONFIG = 'provider-config.yaml';
/** Its name with the other usual ending. */
const OTHER = 'provider-config.yml';

export default defineRule({
  severity: 'error',
  summary: 'The file provider-config.yaml exists and contains only the mapping "providers".',
  why: 'The server reads this file first and does not start without it.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'project',
  check(project, report) {
    const { config, packageJson, all } = project.documents;
    if (!config) {
      const other = all.find(({ path }) => path === OTHER);
      report({
        at: other?.at({ start: 0, end: 0 }) ?? packageJson?.start ?? project.nearest(CONFIG),
        message: `The file "${CONFIG}" is missing.`,
        hint: other
          ? `Rename "${OTHER}" to "${CONFIG}".`
          : 'Add it, with an entry under "providers" for each provider.',
      });
      return;
    }
    // "contract/syntax-error" reports files that cannot be read.
    if (config.problems.length > 0) return;
    const providers = config.get('providers');
    for (const entry of config.entries()) {
      if (entry.key === 'providers') continue;
      report({
        at: config.at(entry),
        message: `Unknown key "${entry.key}" in "${CONFIG}".`,
        hint: hintFor(entry, project),
      });
    }
    const others = config.entries().filter(({ key }) => key !== 'providers');
    // Unknown keys are reported above.
    const isExplained = others.length > 0 && providers?.is !== 'list';
    if (providers?.is === 'map' || isExplained) return;
    report({
      at: providers ? config.at(providers) : config.start,
      message: `"providers" is not a mapping.`,
      hint: 'Add "providers" with an entry for each provider.',
    });
  },
});

/** A provider's entry that lost its indentation, a misspelled name, or something else. */
function hintFor({ key, value }: DataEntry, { providers, documents }: ProjectModel): string {
  const isEntry = value.is === 'map' && providers.some(({ name }) => name === key);
  if (isEntry) return 'Indent the entry under "providers".';
  return documents.config?.get('providers') ? `Remove "${key}".` : 'Did you mean "providers"?';
}
