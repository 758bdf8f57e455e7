import type { Expression } from '../../model/module.js';
import type { Rule } from '../../model/rule.js';
import type { SourceRange } from '../../model/source-range.js';

interface Restriction {
  packages: RegExp;
  /** The restricted names of the package; all if absent. */
  names?: readonly string[];
  /** Files that may use it. */
  except?: RegExp;
  /** Names that providers with custom code may use: for hardware, and for programs without a shell. */
  inCode?: RegExp;
  instead: string;
}

const REQUESTS =
  'Send requests with the `api` of the context: it adds the credentials of the caller and refuses other hosts.';

const CLIENT_FILES = /\/(api\/client|server-auth)\.\w+$/;
const SOCKETS = /^(node:)?(net|tls|dgram)$/;
const PROGRAMS = /^(node:)?child_process$/;

/** APIs that providers must not use, because the runtime provides them with its checks. */
const RESTRICTIONS: readonly Restriction[] = [
  { packages: SOCKETS, except: CLIENT_FILES, inCode: /./, instead: REQUESTS },
  {
    packages:
      /^(node:)?(https?|http2)$|^(axios|got|ky|node-fetch|undici|superagent|request|needle|ws)$/,
    except: CLIENT_FILES,
    instead: REQUESTS,
  },
  {
    packages:
      /^(pg|postgres|mysql2?|mariadb|better-sqlite3|sqlite3?|node:sqlite|libsql|knex|mongodb|mssql|oracledb)(\/|$)/,
    instead:
      'Use a provider of the kind "sql": it opens the database and keeps the rows of users apart.',
  },
  {
    packages: PROGRAMS,
    inCode: /^(execFile|spawn)$/,
    instead:
      'Use a provider of the kind "mcp" for a program, or "execFile" in one of the kind "code"; arguments of tools must not reach a shell.',
  },
  {
    packages: /^(node:)?vm$|^(execa|zx|shelljs|cross-spawn|vm2)$/,
    instead:
      'Use a provider of the kind "mcp" for a program; arguments of tools must not reach a shell.',
  },
  {
    packages: /^(jose|jsonwebtoken|jwt-decode)$/,
    names: ['decodeJwt', 'decode', 'jwtDecode', 'default'],
    instead: 'Read the caller from `context.principal`: decoding does not verify a token.',
  },
  {
    packages: /^@modelcontextprotocol\/(server|sdk)(\/|$)/,
    names: ['McpServer', 'Server'],
    instead:
      'Use `createServer` of "mcp-instance.ts": it makes a server for each principal, so that none is shared.',
  },
];

/** Global functions and classes that send requests. */
const GLOBAL_REQUEST = /^(globalThis\.)?(fetch|XMLHttpRequest|WebSocket|EventSource)$/;
/** Calls that load a package; `createRequire(…)(…)` has no callee name. */
const LOADERS = /^$|(^|\.)(require|getBuiltinModule)$/;

const CONFIG = 'provider-config.yaml';
const OWN_CODE = ['base_url: https://api.weather.dev/v1', 'kind: code'] as const;
const TOOL = 'src/providers/weather/tools/get-forecast.ts';

export default {
  severity: 'error',
  summary: 'Providers do not use their own HTTP library, database driver, shell or MCP server.',
  why: 'Credentials, allowed hosts, limits and the separation of users are only checked in calls through the runtime.',
  source: {
    text: 'CWE-284, Improper Access Control; CWE-918, Server-Side Request Forgery.',
    url: 'https://cwe.mitre.org/data/definitions/918.html',
  },
  securitySeverity: 8.1,
  limits:
    'Packages that wrap one of these are not known, nor are computed imports, nor is a shell in options that are no literal.',
  module({ path, imports, exports, calls, variables }, report, { entry }) {
    const isCode = entry?.text('kind') === 'code';
    const reportPackage = (
      packageName: string,
      name: string | undefined,
      importRange: SourceRange,
    ) => {
      const restriction = RESTRICTIONS.find(
        ({ packages, names, except, inCode }) =>
          packages.test(packageName) &&
          !except?.test(path) &&
          !(isCode && inCode?.test(name ?? '')) &&
          (!names || names.includes(name ?? '')),
      );
      if (restriction)
        report(
          importRange,
          `Providers must not use "${packageName}" themselves.`,
          restriction.instead,
        );
    };
    for (const { specifier, name, typeOnly, range } of imports)
      if (!typeOnly) reportPackage(specifier, name, range);
    for (const { specifier = '', local, typeOnly, range } of exports)
      if (!typeOnly) reportPackage(specifier, local, range);
    for (const {
      callee,
      range,
      arguments: [first],
    } of calls)
      if (LOADERS.test(callee) || isCreatedRequire(callee))
        reportPackage(
          typeof first?.value === 'string' ? first.value : '',
          undefined,
          first?.range ?? range,
        );
    const shells = imports.some(({ specifier }) => PROGRAMS.test(specifier))
      ? calls.flatMap((call) => call.arguments.map(({ members }) => members.get('shell')))
      : [];
    for (const shell of shells)
      if (shell && shell.value !== false)
        report(
          shell.range,
          'A program starts in a shell, which runs what the arguments of a tool contain.',
          'Remove "shell", and state the arguments as a list.',
        );
    const reportGlobal = ({ name = '', range }: Pick<Expression, 'name' | 'range'>) => {
      if (
        GLOBAL_REQUEST.test(name) &&
        !imports.some(({ local }) => local === name) &&
        !variables.some((variable) => variable.name === name)
      )
        report(range, `Providers must not use "${name}" themselves.`, REQUESTS);
    };
    for (const { init } of variables) if (init) reportGlobal(init);
    for (const { callee, range, arguments: values, enclosingNames } of calls) {
      // The option `fetch` of API requests wraps the function.
      if (enclosingNames.includes('fetch')) continue;
      reportGlobal({ name: callee, range });
      values.forEach(reportGlobal);
    }

    function isCreatedRequire(callee: string): boolean {
      const variable = variables.find(({ name }) => name === callee);
      return variable?.init?.call?.callee.endsWith('createRequire') === true;
    }
  },
  examples: {
    pass: [
      {
        'src/providers/weather/mcp-instance.ts': [
          '  auth,',
          '  auth,\n  apiOptions: { fetch: (url, init) => fetch(url, init) },',
        ],
      },
      {
        [TOOL]: [
          'import { tool }',
          "import type { Agent } from 'node:http';\nimport { SignJWT } from 'jose';\nimport { tool }",
        ],
      },
      { 'scripts/import.ts': "import axios from 'axios';\nawait fetch('https://example.com');\n" },
      {
        [TOOL]: [
          'import { tool }',
          "import { fetch } from '../own.js';\nawait fetch();\nimport { tool }",
        ],
      },
    ],
    fail: [
      [
        {
          [CONFIG]: OWN_CODE,
          [TOOL]: [
            'import { tool }',
            "import { exec } from ‹'node:child_process'›;\nimport { spawn } from 'node:child_process';\nimport { Socket } from 'node:net';\nspawn('git', [], { shell: ‹true› });\nimport { tool }",
          ],
        },
        'Providers must not use "node:child_process" themselves.',
        'A program starts in a shell, which runs what the arguments of a tool contain.',
      ],
      [
        {
          [TOOL]: [
            'import { tool }',
            "import axios from ‹'axios'›;\nimport { execFile } from ‹'node:child_process'›;\nimport { tool }",
          ],
        },
        'Providers must not use "axios" themselves.',
        'Providers must not use "node:child_process" themselves.',
      ],
      [
        {
          [TOOL]: [
            'export const',
            "export const ping = () => ‹fetch›('https://api.weather.dev');\n\nexport const",
          ],
        },
        'Providers must not use "fetch" themselves.',
      ],
      [
        {
          [TOOL]: [
            'import { tool }',
            "import { createRequire } from 'node:module';\nexport { ‹request› } from 'undici';\nconst fetch = ‹globalThis.fetch›;\nfetch('https://a.dev');\n‹globalThis['fetch']›('https://a.dev');\ncreateRequire(import.meta.url)(‹'axios'›);\nconst load = createRequire(import.meta.url);\nload(‹'pg'›);\nprocess.getBuiltinModule(‹'node:http'›);\nimport { tool }",
          ],
        },
        ...['undici', 'globalThis.fetch', 'globalThis.fetch', 'axios', 'pg', 'node:http'].map(
          (name) => `Providers must not use "${name}" themselves.`,
        ),
      ],
      [
        {
          'src/providers/weather/own.ts':
            "import { McpServer } from ‹'@modelcontextprotocol/server'›;\n\nexport const server = new McpServer({ name: 'x', version: '1' });\n",
        },
        'Providers must not use "@modelcontextprotocol/server" themselves.',
      ],
    ],
  },
} satisfies Rule;
