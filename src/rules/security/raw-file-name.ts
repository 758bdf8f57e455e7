import type { Located, Step } from '../../model/code.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import type { ArgumentFlow } from '../../flow/sources/argument-flow.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { wayTo } from './arguments/way.js';
import { isTainted } from '../../flow/taint.js';
import { descendants } from '../../flow/values/children.js';
import { isTested } from './addresses/tested.js';

export default defineRule({
  severity: 'error',
  summary: 'Arguments add no folders to file names.',
  why: 'With "../" or "private/" in an argument, the model can read and write other files of the caller than the tool is for.',
  source: {
    text: 'CWE-23, Relative Path Traversal.',
    url: 'https://cwe.mitre.org/data/definitions/23.html',
  },
  securitySeverity: 5.3,
  on: 'provider',
  check(provider, report) {
    for (const { flow } of argumentFlows(provider)) {
      for (const { file, value } of flow.steps.flatMap((step) => composedNames(step, flow))) {
        report({
          at: file.at(value),
          ...wayTo(file.at(value), flow),
          message: 'An argument of the tool can add folders to this file name.',
          hint: 'Write the name as fileName`reports/${month}.md`, with `fileName` of "mcp-provider/files".',
          provider: provider.name,
        });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts
        import { fileName, readText } from 'mcp-provider/files';
        import { files } from './files.js';

        export async function getForecast({ place }: { place: string }, context: CallContext) {
          const own = await readText(files, fileName\`reports/\${place}.md\`, context);
          return own + (await readText(files, place, context));
        }
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts
        import { readText } from 'mcp-provider/files';
        import { files } from './files.js';

        export async function getForecast({ place }: { place: string }, context: CallContext) {
          if (!/^[a-z]+$/.test(place)) throw new Error('Invalid place.');
          return readText(files, \`reports/\${place}.md\`, context);
        }
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { readText } from 'mcp-provider/files';
        import { files } from './files.js';

        export const getForecast = ({ place }: { place: string }, context: CallContext) =>
          readText(files, ‹\`reports/\${place}.md\`›, context);
      `,
      finds: ['An argument of the tool can add folders to this file name.'],
    },
    {
      bad: project`
        // src/providers/weather/api/files.ts
        import { fileRoot } from 'mcp-provider/files';
        export const files = fileRoot('weather');

        // src/providers/weather/api/get-forecast.ts
        import { files } from './files.js';

        export async function getForecast({ place }: { place: string }, context: CallContext) {
          const store = await files.of(context);
          const name = ‹'reports/' + place›;
          return store.read(name);
        }
      `,
      finds: ['An argument of the tool can add folders to this file name.'],
    },
  ],
});

/** Texts composed of an argument that the runtime is given as the name of a file. A whole argument is a choice of files. */
function composedNames({ call, target }: Step, flow: ArgumentFlow): Located[] {
  const { code } = flow;
  const sinks = Object.entries(code.runtime(target)?.sinks ?? {});
  return sinks.flatMap(([path, kind]) => {
    const given = kind === 'file-name' ? code.argument(call, path) : undefined;
    const name = given && code.resolve(given);
    return name && isComposed(name, flow) ? [name] : [];
  });
}

function isComposed({ file, value }: Located, flow: ArgumentFlow): boolean {
  const isText = value.is === 'template' || (value.is === 'compound' && value.operator === '+');
  if (!isText || !isTainted(flow.taint({ file, value }))) return false;
  return [...descendants(value)].some((part) => {
    if (part.is !== 'name' && part.is !== 'member') return false;
    return isTainted(flow.taint({ file, value: part })) && !isTested({ file, value: part }, flow);
  });
}
