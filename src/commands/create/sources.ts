import { kindOptions } from '../../kinds/options.gen.js';
import { DEFAULT_KIND } from '../../model/kind.js';
import type { Questions } from '../../model/questions.js';
import { presets } from '../../presets/register.gen.js';

/** Where the description of a provider comes from; a kind stands for a description by hand. */
export type Source = 'openapi' | 'service' | 'demo' | { kind: string };

/** The first question. */
export async function askSource(questions: Questions): Promise<Source> {
  const { github, google, slack } = presets;
  const services = [github, google, slack].map(({ displayName }) => displayName);
  const { [DEFAULT_KIND]: api, ...others } = kindOptions;
  const chosen = await questions.choose<string>({
    message: 'What do you want to connect?',
    choices: [
      { value: 'openapi', label: 'An API with an OpenAPI document', hint: 'JSON or YAML' },
      {
        value: 'service',
        label: 'A known service',
        hint: `${services.join(', ')} and ${Object.keys(presets).length - services.length} more`,
      },
      { value: DEFAULT_KIND, label: api.label, hint: 'described by hand' },
      ...Object.entries(others).map(([value, { label }]) => ({ value, label })),
      { value: 'demo', label: 'Nothing yet, show me a demo', hint: 'notes in memory' },
    ],
  });
  return chosen === 'openapi' || chosen === 'service' || chosen === 'demo'
    ? chosen
    : { kind: chosen };
}

/** One of the services whose sign-in is known. */
export async function askService(questions: Questions) {
  const id = await questions.choose<string>({
    message: 'Service',
    choices: Object.entries(presets).map(([value, { displayName }]) => ({
      value,
      label: displayName,
    })),
  });
  const preset = Object.entries(presets).find(([name]) => name === id)?.[1];
  return { id, displayName: preset?.displayName };
}
