import type { Variant } from '../variants.js';

export const variants: readonly Variant[] = [
  {
    variant: 'contract through a barrel of the api',
    edits: {
      'src/providers/issues/api/auth.ts': "export * from './auth/index.js';\n",
      'src/providers/issues/api/auth/index.ts':
        "export { getCredentials } from './get.js';\nexport * from './save.js';\nexport { authorize, signOut } from './get.js';\nexport type { Credentials } from './get.js';\n",
      'src/providers/issues/api/auth/save.ts':
        "import type { Credentials } from './get.js';\nimport { store } from './get.js';\n\nexport const saveCredentials = async (userId: string, credentials: Credentials): Promise<void> => {\n  await store.write(userId, credentials);\n};\n",
      'src/providers/issues/api/auth/get.ts':
        "import * as z from 'zod';\nimport { credentialStore } from '../../../../core/credentials/store.js';\nimport type { ApiRequest } from '../../../../core/http.js';\nimport { PROVIDER_NAME } from '../../mcp-instance.js';\n\nconst Credentials = z.strictObject({ token: z.string().min(1) });\nexport type Credentials = z.output<typeof Credentials>;\nexport const store = credentialStore(PROVIDER_NAME, Credentials);\n\nexport async function getCredentials(userId: string): Promise<Credentials | null> {\n  return store.read(userId);\n}\nexport async function signOut(userId: string): Promise<void> {\n  await store.remove(userId);\n}\nexport function authorize(request: ApiRequest, { token }: Credentials): ApiRequest {\n  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };\n}\n",
    },
  },
  {
    variant: 'class with bound methods exported',
    edits: {
      'src/providers/issues/api/auth.ts': [
        [
          'export async function saveCredentials(userId: string, credentials: Credentials): Promise<void> {\n  await store.write(userId, Credentials.parse(credentials));\n}',
          'class Keeper {\n  async save(userId: string, credentials: Credentials): Promise<void> {\n    await store.write(userId, Credentials.parse(credentials));\n  }\n}\nconst keeper = new Keeper();\nexport const saveCredentials = keeper.save.bind(keeper);',
        ],
      ],
    },
  },
  {
    variant: 'getCredentials wrapped by a memoizer',
    edits: {
      'src/providers/issues/api/auth.ts': [
        ['export async function getCredentials', 'async function load'],
        [
          'export async function signOut',
          'const once = <Args extends unknown[], R>(run: (...args: Args) => Promise<R>) => run;\nexport const getCredentials = once(load);\n\nexport async function signOut',
        ],
      ],
    },
  },
  {
    variant: 'arrow functions everywhere',
    edits: {
      'src/providers/issues/api/auth.ts': [
        [
          'export async function getCredentials(userId: string): Promise<Credentials | null> {',
          'export const getCredentials = async (userId: string): Promise<Credentials | null> => {',
        ],
        ['store.read(userId)\n  );\n}', 'store.read(userId)\n  );\n};'],
      ],
    },
  },
  {
    variant: 'overloads',
    edits: {
      'src/providers/issues/api/auth.ts': [
        [
          'export async function getCredentials(userId: string)',
          'export async function getCredentials(userId: string): Promise<Credentials | null>;\nexport async function getCredentials(userId: string, signal?: AbortSignal): Promise<Credentials | null>;\nexport async function getCredentials(userId: string)',
        ],
      ],
    },
  },
  {
    variant: 'optional second parameter',
    edits: {
      'src/providers/issues/api/auth.ts': [
        'getCredentials(userId: string)',
        'getCredentials(userId: string, fresh = false)',
      ],
    },
  },
  {
    variant: 'createServer with a function',
    edits: {
      'src/providers/issues/mcp-instance.ts': [
        'export const createServer: CreateServer = serverFactory(PROVIDER_NAME, getInitializationOptions());',
        'const factory = serverFactory(PROVIDER_NAME, getInitializationOptions());\nexport function createServer(...args: Parameters<CreateServer>): ReturnType<CreateServer> {\n  return factory(...args);\n}',
      ],
    },
  },
  {
    variant: 'PROVIDER_NAME as const with double quotes',
    edits: {
      'src/providers/issues/mcp-instance.ts': [
        "PROVIDER_NAME = 'issues';",
        'PROVIDER_NAME = "issues" as const;',
      ],
    },
  },
  {
    variant: 'PROVIDER_NAME template without values',
    edits: {
      'src/providers/issues/mcp-instance.ts': [
        "PROVIDER_NAME = 'issues';",
        'PROVIDER_NAME = `issues`;',
      ],
    },
  },
  {
    variant: 'registrars made as an object',
    edits: {
      'src/providers/issues/mcp-instance.ts': [
        'export const { tool, resource, prompt } = registerProvider(PROVIDER_NAME);',
        'const registrar = registerProvider(PROVIDER_NAME);\nexport const tool = registrar.tool;\nexport const resource = registrar.resource;\nexport const prompt = registrar.prompt;',
      ],
    },
  },
  {
    variant: 'tool imported by namespace',
    edits: {
      'src/providers/issues/tools/get-issue.ts': [
        [
          "import { tool } from '../mcp-instance.js'",
          "import * as instance from '../mcp-instance.js'",
        ],
        ['= tool({', '= instance.tool({'],
      ],
    },
  },
  {
    variant: 'tool renamed at import',
    edits: {
      'src/providers/issues/tools/get-issue.ts': [
        ['import { tool } from', 'import { tool as defineTool } from'],
        ['= tool({', '= defineTool({'],
      ],
    },
  },
  {
    variant: 'tool definition in a constant',
    edits: {
      'src/providers/issues/tools/get-issue.ts': [
        ['export const getIssueTool = tool({', 'const definition = {'],
        [
          '  run: getIssue,\n});',
          '  run: getIssue,\n};\n\nexport const getIssueTool = tool(definition);',
        ],
      ],
    },
  },
  {
    variant: 'zod by named import',
    edits: {
      'src/providers/issues/tools/get-issue.ts': [
        "import * as z from 'zod';",
        "import { z } from 'zod';",
      ],
    },
  },
  {
    variant: 'zod v4 subpath',
    edits: {
      'src/providers/issues/tools/get-issue.ts': [
        "import * as z from 'zod';",
        "import { z } from 'zod/v4';",
      ],
    },
  },
  {
    variant: 'run inline with destructuring',
    edits: {
      'src/providers/issues/tools/get-issue.ts': [
        'run: getIssue',
        'run: async (args, context) => await getIssue(args, context)',
      ],
    },
  },
  {
    variant: 'run as method',
    edits: {
      'src/providers/issues/tools/get-issue.ts': [
        'run: getIssue,',
        'async run(args, context) {\n    return getIssue(args, context);\n  },',
      ],
    },
  },
  {
    variant: 'tools listed in an index file',
    edits: {
      'src/providers/issues/index.ts': [
        "import './tools/get-issue.js';\n",
        "import './tools/index.js';\n",
      ],
      'src/providers/issues/tools/index.ts': "export { getIssueTool } from './get-issue.js';\n",
    },
  },
  {
    variant: 'logger with levels on stderr',
    edits: {
      'src/providers/issues/api/client.ts': [
        '/** One call',
        "const log = (level: 'warn' | 'error', text: string) => process.stderr.write(`${level} ${text}\\n`);\nlog('warn', 'x');\n\n/** One call",
      ],
    },
  },
  {
    variant: 'console.error helper',
    edits: {
      'src/providers/issues/api/client.ts': [
        '/** One call',
        "const { error: complain } = console;\ncomplain('x');\n\n/** One call",
      ],
    },
  },
];
