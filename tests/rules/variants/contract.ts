import { type Variant, variant } from '../variants.js';

export const variants: readonly Variant[] = [
  variant('PROVIDER_NAME as const with double quotes', {
    'src/providers/issues/mcp-instance.ts': [
      "PROVIDER_NAME = 'issues';",
      'PROVIDER_NAME = "issues" as const;',
    ],
  }),
  variant('PROVIDER_NAME template without values', {
    'src/providers/issues/mcp-instance.ts': [
      "PROVIDER_NAME = 'issues';",
      'PROVIDER_NAME = `issues`;',
    ],
  }),
  variant('tool imported by namespace', {
    'src/providers/issues/tools/get-issue.ts': [
      [
        "import { tool } from '../mcp-instance.js'",
        "import * as instance from '../mcp-instance.js'",
      ],
      ['= tool({', '= instance.tool({'],
    ],
  }),
  variant('tool renamed at import', {
    'src/providers/issues/tools/get-issue.ts': [
      ['import { tool } from', 'import { tool as defineTool } from'],
      ['= tool({', '= defineTool({'],
    ],
  }),
  variant('tool definition in a constant', {
    'src/providers/issues/tools/get-issue.ts': [
      ['export const getIssueTool = tool({', 'const definition = {'],
      [
        '  run: getIssue,\n});',
        '  run: getIssue,\n};\n\nexport const getIssueTool = tool(definition);',
      ],
    ],
  }),
  variant('zod by named import', {
    'src/providers/issues/tools/get-issue.ts': [
      "import * as z from 'zod';",
      "import { z } from 'zod';",
    ],
  }),
  variant('zod v4 subpath', {
    'src/providers/issues/tools/get-issue.ts': [
      "import * as z from 'zod';",
      "import { z } from 'zod/v4';",
    ],
  }),
  variant('run inline with destructuring', {
    'src/providers/issues/tools/get-issue.ts': [
      'run: getIssue',
      'run: async (args, context) => await getIssue(args, context)',
    ],
  }),
  variant('run as method', {
    'src/providers/issues/tools/get-issue.ts': [
      'run: getIssue,',
      'async run(args, context) {\n    return getIssue(args, context);\n  },',
    ],
  }),
  variant('tools listed in an index file', {
    'src/providers/issues/index.ts': [
      "import './tools/get-issue.js';\n",
      "import './tools/index.js';\n",
    ],
    'src/providers/issues/tools/index.ts': "export { getIssueTool } from './get-issue.js';\n",
  }),
  variant('logger with levels on stderr', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "const log = (level: 'warn' | 'error', text: string) => process.stderr.write(`${level} ${text}\\n`);\nlog('warn', 'x');\n\n/** One call",
    ],
  }),
  variant('console.error helper', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "const { error: complain } = console;\ncomplain('x');\n\n/** One call",
    ],
  }),
];
