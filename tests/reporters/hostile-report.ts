import type { Finding } from '../../src/model/finding.js';
import type { RelPath } from '../../src/model/path.js';
import type { ValidationReport } from '../../src/model/reporter.js';

const TOOL = 'src/providers/acme chat/tools/send#message.ts';
const GONE = 'src/core/gone.ts' as RelPath;
const TEXT = `import { tool } from '../mcp-instance.js';

tool({
	name: 'send\u001b[31m_message', description: '日本語 🎉 </script> \u202e ::error::x',
  run: (args) => exec(\`rm \${args.path}\`), // ${'long '.repeat(60)}end
});
`;

const finding = (more: Partial<Finding>): Finding => ({
  rule: 'protocol/tool-name',
  severity: 'error',
  message: 'The name is wrong.',
  hint: 'Choose another one.',
  file: TOOL as RelPath,
  region: { startLine: 4, startColumn: 8, endLine: 4, endColumn: 27 },
  ...(more.file !== GONE && { provider: 'acme_chat' }),
  ...more,
});

/** One of everything, with texts that try to break out of every format. */
export const hostileReport: ValidationReport = {
  root: '/repo',
  tool: { name: 'create-mcp-provider', version: '1.2.3' },
  rules: [
    {
      id: 'configuration/port',
      setting: 'off',
      isSet: true,
      words: { severity: 'warning', summary: 'Off.', why: 'Off.', source: { text: 'None.' } },
    },
    {
      id: 'contract/missing-export',
      setting: 'error',
      words: {
        severity: 'error',
        summary: 'Every mandatory file exports what the contract names.',
        why: 'Long. '.repeat(200).trim(),
        source: { text: 'The contract.' },
      },
    },
    {
      id: 'protocol/tool-name',
      setting: 'warning',
      words: {
        severity: 'error',
        summary: 'Names & <limits> "hold".',
        why: 'One name breaks the session.',
        source: {
          text: 'Claude Code #19882',
          url: 'https://github.com/anthropics/claude-code/issues/19882',
        },
      },
    },
    {
      id: 'security/shell',
      setting: 'error',
      words: {
        severity: 'error',
        summary: 'No shell.',
        why: 'Injection.',
        source: { text: 'CVE-2025-53967' },
        securitySeverity: 9,
      },
    },
  ],
  findings: [
    finding({
      rule: 'contract/missing-export',
      file: 'provider-config.yaml' as RelPath,
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
      message: 'The file "api/auth.ts" is missing.',
    }),
    finding({
      message:
        'Name "x\n::error::[link](https://evil.example) \u001b[2J & <b> %0A, 100% \ud800 \uffff"?',
      hint: 'Use ]]> \u2028 "letters", ‘digits’: and _.',
      fix: [{ file: TOOL as RelPath, start: 0, end: 1, text: '' }],
    }),
    finding({
      severity: 'warning',
      message: 'The description cannot be seen.',
      region: { startLine: 4, startColumn: 41, endLine: 4, endColumn: 49 },
    }),
    finding({
      rule: 'security/shell',
      message: `A sentence that goes ${'on and '.repeat(30)}on.`,
      region: { startLine: 5, startColumn: 18, endLine: 6, endColumn: 3 },
    }),
    finding({
      rule: 'security/shell',
      severity: 'warning',
      file: GONE,
      region: { startLine: 9, startColumn: 200, endLine: 9, endColumn: 210 },
    }),
  ],
  failures: [
    {
      rule: 'configuration/port',
      subject: 'acme_chat',
      error: 'TypeError: <x> is "undefined"\n::error::',
    },
  ],
  checked: { providers: ['acme_chat', 'quiet'], files: 12, tools: 3 },
  texts: { [TOOL]: TEXT, 'provider-config.yaml': 'providers:\n  acme: {}\n' },
};

export const cleanReport: ValidationReport = {
  ...hostileReport,
  findings: [],
  failures: [],
  texts: {},
};
