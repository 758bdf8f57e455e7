import { type Variant, variant } from '../variants.js';

export const variants: readonly Variant[] = [
  variant('own class named Console', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "class Console { log(text: string) { return text; } }\nnew Console().log('x');\n\n/** One call",
    ],
  }),
  variant('a local console', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "const run = (console: { log(text: string): void }) => console.log('x');\nvoid run;\n\n/** One call",
    ],
  }),
  variant('scripts print', {
    'scripts/release.mjs': "console.log('released');\n",
    'src/cli/export.ts': "console.log('exported');\n",
  }),
  variant('winston to stderr', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "import winston from 'winston';\nwinston.createLogger({ transports: [new winston.transports.Console({ stderrLevels: ['error', 'warn', 'info'] })] });\n\n/** One call",
    ],
    'package.json': ['"dependencies": {', '"dependencies": {\n    "winston": "1.0.0",'],
  }),
  variant('child process with fixed words', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport { execFile } from 'node:child_process';\n",
      ],
      ['  return response.body;', "  execFile('git', ['--version']);\n  return response.body;"],
    ],
  }),
  variant('argument behind an end of options', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport { spawn } from 'node:child_process';\n",
      ],
      ['  return response.body;', "  spawn('git', ['show', '--', repo]);\n  return response.body;"],
    ],
  }),
  variant('argument of a fixed option', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport { spawn } from 'node:child_process';\n",
      ],
      [
        '  return response.body;',
        "  spawn('git', [`--author=${owner}`]);\n  return response.body;",
      ],
    ],
  }),
  variant('number as argument', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport { spawn } from 'node:child_process';\n",
      ],
      [
        '  return response.body;',
        "  spawn('seq', [String(issue_number)]);\n  return response.body;",
      ],
    ],
  }),
  variant('file by basename', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport { readFile } from 'node:fs/promises';\nimport { basename, join } from 'node:path';\n",
      ],
      [
        '  return response.body;',
        "  await readFile(join('/srv/notes', basename(repo)));\n  return response.body;",
      ],
    ],
  }),
  variant('file beside the module', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "import { readFileSync } from 'node:fs';\nexport const words = readFileSync(new URL('./words.json', import.meta.url), 'utf8');\n\n/** One call",
    ],
  }),
  variant('path encoded by URLSearchParams', {
    'src/providers/issues/api/get-issue.ts': [
      'path: path`/repos/${owner}/${repo}/issues/${issue_number}`',
      'path: `/repos?${new URLSearchParams({ owner, repo })}`',
    ],
  }),
  variant('path encoded in a template', {
    'src/providers/issues/api/get-issue.ts': [
      'path: path`/repos/${owner}/${repo}/issues/${issue_number}`',
      'path: `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/issues/${issue_number}`',
    ],
  }),
  variant('path encoded beforehand', {
    'src/providers/issues/api/get-issue.ts': [
      [
        'path: path`/repos/${owner}/${repo}/issues/${issue_number}`',
        'path: `/repos/${o}/${r}/issues/${issue_number}`',
      ],
      [
        '  const response',
        '  const [o, r] = [owner, repo].map(encodeURIComponent);\n  const response',
      ],
    ],
  }),
  variant('path encoded by a helper', {
    'src/providers/issues/api/get-issue.ts': [
      [
        'path: path`/repos/${owner}/${repo}/issues/${issue_number}`',
        'path: `/repos/${enc(owner)}/${enc(repo)}/issues/${issue_number}`',
      ],
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nconst enc = (text: string) => encodeURIComponent(text);\n",
      ],
    ],
  }),
  variant('token named things that are none', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "const tokenCount = 3;\nconst nextPageToken = 'CAEQAA';\nconsole.error(tokenCount, nextPageToken);\n\n/** One call",
    ],
  }),
  variant('hash in source', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "export const checksum = 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3';\n\n/** One call",
    ],
  }),
  variant('uuid constant called key', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "export const NAMESPACE_KEY = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';\n\n/** One call",
    ],
  }),
  variant('comment with a secret word', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "// token: see the manual. password = the user's own.\n\n/** One call",
    ],
  }),
  variant('env example with words', {
    '.env.example': 'ISSUES_TOKEN=<your token>\nISSUES_BASE_URL=http://localhost:8080\n',
  }),
  variant('localhost in a message', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "export const text = 'Open http://localhost:3000/auth';\n\n/** One call",
    ],
  }),
];
