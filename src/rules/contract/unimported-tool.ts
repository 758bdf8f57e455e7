import type { Module } from '../../model/module.js';
import type { Rule } from '../../model/rule.js';
import { type SourceRange, sourceRange } from '../../model/source-range.js';
import { specifierEnding } from '../../model/specifier-ending.js';

export default {
  severity: 'error',
  summary: 'Every file that defines a tool, resource or prompt is imported by its provider.',
  why: 'A tool is registered when its file is imported. Without the import it is silently missing.',
  source: { text: 'The contract, in docs/contract.md of create-mcp-provider.' },
  provider({ name, directory, definitions, module, project }, report) {
    const index = module('index');
    if (!index) return;
    const { modules: reachedModules, complete } = project.reachableModules(index);
    // An import without a literal may load the file.
    if (!complete) return;
    const firstByFile = new Map(
      definitions
        .filter(({ call }) => call.enclosingNames.length === 0)
        .toReversed()
        .map((definition) => [definition.module, definition]),
    );
    for (const [file, { kind, call }] of firstByFile) {
      if (reachedModules.has(file)) continue;
      const specifier = file.path.slice(directory.length + 1).replace(/\.\w+$/, '');
      report(
        call.range,
        `The provider "${name}" does not import this file, so this ${kind} is not registered.`,
        `Import "${file.path}" in "${directory}/index.ts".`,
        [{ at: firstLine(index), text: importLike(index, specifier) }],
      );
    }
  },
  examples: {
    pass: [
      {
        'src/providers/weather/scripts/ask.ts':
          "const prompt = (options: object) => options;\n\nprompt({ name: 'plan' });\n",
      },
      {
        'src/providers/weather/index.ts': [
          "import './tools/get-forecast.js';",
          "import './tools/index.js';",
        ],
        'src/providers/weather/tools/index.ts': "export * from './get-forecast.js';\n",
      },
      {
        'src/providers/weather/index.ts': [
          "import './tools/get-forecast.js';",
          "await import(`./tools/${'get-forecast'}.js`);",
        ],
      },
      {
        'src/providers/weather/index.ts': [
          "import './tools/get-forecast.js';",
          "import '#tools/get-forecast.js';",
        ],
      },
    ],
    fail: [
      [
        {
          'src/providers/weather/index.ts': ["import './tools/get-forecast.js';", ''],
          'src/providers/weather/tools/get-forecast.ts': ['= tool(', '= ‹tool›('],
        },
        'The provider "weather" does not import this file, so this tool is not registered.',
      ],
      [
        {
          'src/providers/weather/prompts/plan.ts':
            "import * as weather from '../mcp-instance.js';\n\n‹weather.prompt›({ name: 'plan' });\n",
        },
        'The provider "weather" does not import this file, so this prompt is not registered.',
      ],
      [
        {
          'src/providers/weather/prompts/plan.ts':
            "import { prompt } from '../mcp-instance.js';\n\n‹prompt›({ name: 'plan' });\n",
        },
        'The provider "weather" does not import this file, so this prompt is not registered.',
      ],
    ],
    fix: [
      [
        { 'src/providers/weather/index.ts': ["import './tools/get-forecast.js';\n\n", ''] },
        { 'src/providers/weather/index.ts': ["get-forecast.js';\n\n", "get-forecast.js';\n"] },
      ],
      [
        { 'src/providers/weather/index.ts': 'import "./api/auth"\r\n' },
        {
          'src/providers/weather/index.ts':
            'import "./tools/get-forecast"\r\nimport "./api/auth"\r\n',
        },
      ],
    ],
  },
} satisfies Rule;

/** Returns an import statement with the quotes, the specifier ending and the semicolon of the first import. */
function importLike(index: Module, specifier: string): string {
  const [first] = index.imports;
  const { file, start, end } = first?.range ?? index.start;
  const quote = first ? file.text.charAt(start) : "'";
  const semicolon = first && !file.text.startsWith(';', end) ? '' : ';';
  return `import ${quote}./${specifier}${specifierEnding(index)}${quote}${semicolon}\n`;
}

/** Returns the line on which imports begin. */
function firstLine({ file, imports: [first] }: Module): SourceRange {
  return sourceRange(file, file.text.lastIndexOf('\n', first?.range.start ?? 0) + 1);
}
