import type { Rule } from '../../model/rule.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';

const BUILT_IN = new Set(['Error', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError']);

export default {
  severity: 'warning',
  summary: 'Providers throw `ToolError`, and no other errors or texts.',
  why: 'The model reads the message of a `ToolError`. Of anything else it reads "Internal error" alone, because such a message may contain secrets.',
  limits: 'Values of variables that are thrown, and classes of your own, are not looked at.',
  module({ thrown: thrownValues }, report) {
    for (const { class: name, at: range } of thrownValues)
      if (name === undefined || BUILT_IN.has(name))
        report(
          range,
          `The model does not read this ${name === undefined ? 'text' : `"${name}"`}, but "Internal error".`,
          'Throw `new ToolError(…)` of "mcp-provider" with what the model should read.',
        );
  },
  examples: {
    pass: [
      {
        [TOOL]: [
          'const response',
          "if (!query) throw new ToolError('Name a city.');\n    const response",
        ],
      },
      {
        [TOOL]: [
          'export const',
          "if (!process.env.CITIES) throw new Error('Set CITIES.');\nexport const",
        ],
      },
    ],
    fail: [
      [
        {
          [TOOL]: [
            'const response',
            "if (!query) throw ‹new Error('Name a city.')›;\n    const response",
          ],
        },
        'The model does not read this "Error", but "Internal error".',
      ],
      [
        { [TOOL]: ['const response', "if (!query) throw ‹'Name a city.'›;\n    const response"] },
        'The model does not read this text, but "Internal error".',
      ],
    ],
  },
} satisfies Rule;
