import type { Code, Known, Located } from '../../model/code.js';
import type { Place, ProviderModel } from '../../model/project.js';
import { DESCRIPTION_SHOWN } from '../../model/limits.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

export default defineRule({
  severity: 'warning',
  summary: `Descriptions and instructions have at most ${DESCRIPTION_SHOWN} characters.`,
  why: 'Claude Code cuts what is longer without a word, so the model never sees the end.',
  source: {
    text: 'anthropics/claude-code#87650, #41593',
    url: 'https://github.com/anthropics/claude-code/issues/87650',
  },
  on: 'provider',
  check(provider, report) {
    const { tools, project } = provider;
    const texts: [what: string, text: Known<string>][] = [
      ...tools.map(
        ({ description }) => ['The description has', description] as [string, Known<string>],
      ),
      ['The server’s instructions have', instructionsOf(provider, project.code)],
    ];
    for (const [what, text] of texts) {
      if (text.is !== 'known') continue;
      const { length } = Array.from(text.value);
      if (length <= DESCRIPTION_SHOWN) continue;
      report({
        at: text.at,
        message: `${what} ${length} characters, of which Claude Code shows the model ${DESCRIPTION_SHOWN}.`,
        hint: 'Shorten it, and put the important sentence first.',
      });
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   description: 'The weather of the next days at a place.',
        +   description: '${'x'.repeat(2048)}',
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   description: 'The weather of the next days at a place.',
        +   description: ‹'${'x'.repeat(2049)}'›,
      `,
      finds: ['The description has 2049 characters, of which Claude Code shows the model 2048.'],
    },
    {
      bad: project`
        // src/providers/weather/mcp-instance.ts, changed
        -   return { name: PROVIDER_NAME, version: '0.1.0', capabilities: { tools: { listChanged: false } } };
        +   return { name: PROVIDER_NAME, version: '0.1.0',
        +     instructions: ‹'${'x'.repeat(2049)}'›, capabilities: { tools: { listChanged: false } } };
      `,
      finds: [
        'The server’s instructions have 2049 characters, of which Claude Code shows the model 2048.',
      ],
    },
  ],
});

/** `instructions` of what `getInitializationOptions` gives back. */
function instructionsOf(provider: ProviderModel, code: Code): Known<string> {
  const file = provider.file('mcp-instance');
  const found = file && code.exports(file).get('getInitializationOptions');
  const made = found && code.functions(found.origin).findLast((each) => each.function.body);
  if (!made) return { is: 'absent' };
  for (const value of made.function.returned) {
    const text = instructionsIn(code, { file: made.file, value });
    if (text) return text;
  }
  return { is: 'absent' };
}

function instructionsIn(code: Code, options: Located): Known<string> | undefined {
  const found = code.object(options)?.properties.find(({ key }) => key === 'instructions');
  if (!found) return undefined;
  const at: Place = found.file.at(found.value);
  const value = code.constant(found);
  return typeof value === 'string' ? { is: 'known', value, at } : { is: 'unseen', at };
}
