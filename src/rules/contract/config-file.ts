import type { DataEntry, ProjectModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

const CONFIG = 'provider-config.yaml';

export default defineRule({
  severity: 'error',
  summary: 'The project has a provider-config.yaml with a map of providers, and nothing else.',
  why: 'The server reads it before anything else and does not start without it.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'project',
  check(project, report) {
    const { config, packageJson } = project.documents;
    if (!config) {
      report({
        at: packageJson?.start ?? project.nearest(CONFIG),
        message: `There is no "${CONFIG}" beside "package.json".`,
        hint: 'Add it, with one entry below "providers" for each provider.',
      });
      return;
    }
    // What cannot be read is said by another rule.
    if (config.problems.length > 0) return;
    const providers = config.get('providers');
    for (const entry of config.entries()) {
      if (entry.key === 'providers') continue;
      report({
        at: config.at(entry),
        message: `"${entry.key}" is nothing that "${CONFIG}" can say.`,
        hint: hintFor(entry, project),
      });
    }
    const others = config.entries().filter(({ key }) => key !== 'providers');
    const isSaid = others.length > 0 && !(providers?.is === 'list');
    if (providers?.is === 'map' || isSaid) return;
    report({
      at: providers ? config.at(providers) : config.start,
      message: `"${CONFIG}" has no map of providers.`,
      hint: 'Give it one entry below "providers" for each provider.',
    });
  },
  examples: [
    {
      bad: project`
        // provider-config.yaml
        ‹#› nothing yet
      `,
      finds: ['"provider-config.yaml" has no map of providers.'],
    },
    {
      bad: project`
        // provider-config.yaml
        providers: ‹weather›
      `,
      finds: ['"provider-config.yaml" has no map of providers.'],
    },
    {
      bad: project`
        // provider-config.yaml
        providers:
        ‹weather›:
          name: Weather
      `,
      finds: ['"weather" is nothing that "provider-config.yaml" can say.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        - providers:
        + ‹provider›:
      `,
      finds: ['"provider" is nothing that "provider-config.yaml" can say.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        + ‹port›: 1
          providers:
      `,
      finds: ['"port" is nothing that "provider-config.yaml" can say.'],
    },
  ],
});

/** A provider's entry that lost its indentation, a slip in the name, or something else. */
function hintFor({ key, value }: DataEntry, { providers, documents }: ProjectModel): string {
  const isEntry = value.is === 'map' && providers.some(({ name }) => name === key);
  if (isEntry) return 'Indent it, with all that belongs to it, below "providers".';
  return documents.config?.get('providers') ? 'Remove it.' : 'Did you mean "providers"?';
}
