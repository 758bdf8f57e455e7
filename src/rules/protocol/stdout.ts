import type { Rule } from '../../model/rule.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';

export default {
  severity: 'error',
  summary: 'Providers do not write to stdout.',
  why: 'On stdio, stdout carries the messages of MCP: clients close the connection at any other line. The runtime redirects `console.log` to stderr, but not this.',
  source: {
    text: 'MCP specification, Transports, stdio.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#stdio',
  },
  module({ calls, imports }, report) {
    const stdoutNames = imports
      .filter(({ specifier, name }) => /^(node:)?process$/.test(specifier) && name === 'stdout')
      .map(({ local }) => local);
    const isStdout = (name = '') => name === 'process.stdout' || stdoutNames.includes(name);
    for (const { callee, range, arguments: args } of calls) {
      const [first] = args;
      // The value of an object would be collected from its members.
      const target = first?.members.size === 0 ? first.value : undefined;
      const isDescriptor = target === 1 || isStdout(/^(.+)\.fd$/.exec(first?.name ?? '')?.[1]);
      const writesDescriptor = isDescriptor && /(^|\.)writev?Sync$|^fs\.writev?$/.test(callee);
      const isStream = isStdout(/^(.+)\.(?:write|end)$/.exec(callee)?.[1]);
      if (writesDescriptor || isStream || target === '/dev/stdout')
        report(
          range,
          `"${callee}" writes to stdout.`,
          'Use `console.error`, or the log of the call’s context.',
        );
    }
  },
  examples: {
    pass: [{ [TOOL]: ['const response', "console.error('x');\n    const response"] }],
    fail: [
      [
        { [TOOL]: ['export const', "‹process.stdout.write›('x');\nexport const"] },
        '"process.stdout.write" writes to stdout.',
      ],
      [
        { [TOOL]: ['export const', "‹fs.writeSync›(1, 'x');\nexport const"] },
        '"fs.writeSync" writes to stdout.',
      ],
      [
        {
          [TOOL]: [
            'export const',
            "import { stdout as out } from 'node:process';\n‹out.write›('x');\nexport const",
          ],
        },
        '"out.write" writes to stdout.',
      ],
      [
        { [TOOL]: ['export const', "‹fs.write›(process.stdout.fd, 'x');\nexport const"] },
        '"fs.write" writes to stdout.',
      ],
    ],
  },
} satisfies Rule;
