import type { Expression, Module } from '../../model/module.js';
import type { Fix, Rule } from '../../model/rule.js';
import { sourceRange } from '../../model/source-range.js';
import { specifierEnding } from '../../model/specifier-ending.js';

export default {
  severity: 'error',
  summary: 'Every provider is listed under its name in src/providers/index.ts.',
  why: 'The server cannot start a provider that is not listed.',
  source: { text: 'The contract, in docs/contract.md of create-mcp-provider.' },
  project(project, report) {
    const list = project.module('src/providers/index.ts');
    const importByModule = new Map(
      list?.imports.map((importEntry) => [
        project.resolve(list, importEntry.specifier),
        importEntry,
      ]),
    );
    const variable = list?.variables.find((candidate) => candidate.name === 'providers');
    const registeredProviders = variable?.init?.members;
    for (const { name, directory, range, module } of project.providers) {
      const index = module('index');
      const load = importByModule.get(index);
      if (!index) continue;
      if (load) {
        if (registeredProviders && !registeredProviders.has(name))
          report(
            load.range,
            `The provider in "${directory}" is not listed as "${name}".`,
            `Use the name of the directory, "${name}", as the key.`,
          );
      } else if (!list || project.reachableModules(list).complete) {
        report(
          variable?.range ?? list?.start ?? range,
          `The server does not load the provider "${name}".`,
          `Add "${name}: () => import('./${name}/index.js')" to "src/providers/index.ts".`,
          list && variable?.init && listing(list, variable.init, name),
        );
      }
    }
  },
  examples: {
    pass: [
      {
        'src/providers/index.ts':
          "import * as weather from './weather/index.js';\nexport const providers = { weather: async () => weather };\n",
      },
      // It may be loaded, because the path is computed.
      {
        'src/providers/index.ts':
          'const load = (name: string) => import(`./${name}/index.js`);\nexport const providers = { weather: () => load("weather") };\n',
      },
    ],
    fail: [
      [
        {
          'src/providers/index.ts':
            "export const providers = { forecast: () => import(‹'./weather/index.js'›) };\n",
        },
        'The provider in "src/providers/weather" is not listed as "weather".',
      ],
      [
        { 'src/providers/index.ts': 'export const ‹providers› = {};\n' },
        'The server does not load the provider "weather".',
      ],
    ],
    fix: [
      [
        {
          'src/other.ts': 'export {};\n',
          'src/providers/index.ts':
            'export const providers = {\r\n  forecast: () => import("../other"),\r\n};\r\n',
        },
        {
          'src/other.ts': 'export {};\n',
          'src/providers/index.ts':
            'export const providers = {\r\n  weather: () => import("./weather/index"),\r\n  forecast: () => import("../other"),\r\n};\r\n',
        },
      ],
      [
        { 'src/providers/index.ts': 'export const providers = {};\n' },
        {
          'src/providers/index.ts':
            "export const providers = { weather: () => import('./weather/index.js') };\n",
        },
      ],
    ],
  },
} satisfies Rule;

/** Returns an entry at the beginning of an object literal, in the layout and with the quotes of the others. */
function listing(
  list: Module,
  { range, members, isOpen, spreads }: Expression,
  name: string,
): Fix | undefined {
  const { file, start, end } = range;
  if (file.text.charAt(start) !== '{') return undefined;
  const [first] = list.imports;
  const quote = first ? file.text.charAt(first.range.start) : "'";
  const entry = `${name}: () => import(${quote}./${name}/index${specifierEnding(list)}${quote})`;
  const isEmpty = members.size === 0 && !isOpen && spreads.length === 0;
  const [space = ' '] = isEmpty ? [] : (/^\s*/.exec(file.text.slice(start + 1, end)) ?? []);
  return [{ at: sourceRange(file, start + 1), text: isEmpty ? ` ${entry} ` : `${space}${entry},` }];
}
